import { selectTasks, wholeSample, type DatasetReader } from '@metasparse/datasets';
import {
  ConstantPredictor,
  TASK_METRICS,
  type ImagePrediction,
  type MetricAccumulator,
  type Sample,
  type Task,
} from '@metasparse/scenenet';
import type { ConstantReport } from './evaluation-report.js';

interface Measured {
  readonly task: Task;
  readonly prediction: ImagePrediction;
  readonly accumulator: MetricAccumulator;
}

/** The metrics of the best constant of another split, on the images that a net is measured on. */
export class ConstantMetrics {
  readonly #split: string;
  readonly #measured: readonly Measured[];

  private constructor(split: string, measured: readonly Measured[]) {
    this.#split = split;
    this.#measured = measured;
  }

  /** Reads all labels of a split once; a task without a label there is left out. */
  static async of(reader: DatasetReader, tasks: readonly Task[]): Promise<ConstantMetrics> {
    const chosen = selectTasks(reader, tasks);
    const predictors = tasks.map((task) => ({ task, predictor: new ConstantPredictor(reader.config, task) }));
    for (let i = 0; i < chosen.records.length; i++) {
      const sample = wholeSample(await chosen.readRaw(i), reader.dataset, 'correct');
      for (const { predictor } of predictors) predictor.add(sample);
    }
    const measured = predictors.flatMap(({ task, predictor }): Measured[] => {
      const prediction = predictor.prediction();
      return prediction === null
        ? []
        : [{ task, prediction, accumulator: TASK_METRICS[task](reader.config) }];
    });
    return new ConstantMetrics(reader.split, measured);
  }

  add(sample: Sample): void {
    for (const { prediction, accumulator } of this.#measured) accumulator.add(prediction, sample);
  }

  report(): ConstantReport {
    const tasks = this.#measured.map(({ task, accumulator }) => ({ task, metrics: accumulator.metrics() }));
    return { split: this.#split, tasks };
  }
}
