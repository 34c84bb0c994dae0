import type { Metric as SimilarityMetric, Weighting } from '@metasparse/affinity';
import type { Dataset, Task } from '@metasparse/scenenet';

/** A number of a publication. */
export interface PublishedValue {
  /** In the unit that metasparse writes: mIoU and accuracy from 0 to 1, shares of angles and sigma in percent. */
  readonly value: number;
  /** As printed. */
  readonly text: string;
  /** Table and row. */
  readonly source: string;
}

/** Pairs are always seg/sn, seg/depth, sn/depth on NYUv2, 50 batches, 4 seeds. */
export interface PublishedSimilarity extends PublishedValue {
  readonly pair: readonly [Task, Task];
  readonly metric: SimilarityMetric;
  readonly weighting: Weighting;
  /** Percent, or the mean over 30, 50, 70 and 90. */
  readonly sparsity: number | 'mean';
}

export interface PublishedMetric extends PublishedValue {
  readonly dataset: Dataset;
  /** The publication's name of the method. */
  readonly method: string;
  /** Percent of zeros. */
  readonly sparsityPercent: number;
  /** Tasks trained together. */
  readonly trained: readonly Task[];
  readonly task: Task;
  /** The metric's name in metrics.json. */
  readonly metric: string;
}

/** A printed decimal without its leading zero, such as `.970`, as a number. */
export function printed(text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw new RangeError(`${JSON.stringify(text)} is no printed number`);
}
