import type { Dataset, Metric, Task } from '@metasparse/scenenet';

/** Content of metrics.json. */
export interface EvaluationReport {
  readonly schema: 'metasparse.metrics/v1';
  readonly net: string;
  readonly data: string;
  readonly dataset: Dataset;
  readonly split: string;
  readonly images: number;
  /** What was done to the net's file when it was read. */
  readonly notes: readonly string[];
  readonly tasks: readonly TaskMetrics[];
  /** What the best constants of another split give on the same images; absent where they were not asked for. */
  readonly constant?: ConstantReport | undefined;
  /** null where segmentation was not evaluated. */
  readonly classes: readonly ClassIoU[] | null;
}

export interface TaskMetrics {
  readonly task: Task;
  readonly metrics: readonly Metric[];
}

/** Majority class, mean normal, median value of a split, measured as the net is. */
export interface ConstantReport {
  readonly split: string;
  readonly tasks: readonly TaskMetrics[];
}

export interface ClassIoU {
  readonly index: number;
  readonly name: string;
  /** Pixels of the label, of the prediction, of both. */
  readonly labelled: number;
  readonly predicted: number;
  readonly correct: number;
  /** null where the class is in neither label nor prediction. */
  readonly iou: number | null;
}

/** The corrected metric of a task's best constant; null where there is none. */
export function constantMetric({ tasks }: ConstantReport, task: Task, name: string): number | null {
  const metrics = tasks.find((one) => one.task === task)?.metrics;
  return metrics?.find((metric) => metric.name === name)?.corrected ?? null;
}
