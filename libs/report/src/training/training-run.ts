import type { Dataset, Task } from '@metasparse/scenenet';

/** Loss of each task; null where no pixel had a label. */
export type TaskLosses = Readonly<Partial<Record<Task, number | null>>>;

export interface LossPoint {
  /** Optimiser steps done before: 0 is the first batch. */
  readonly iteration: number;
  readonly losses: TaskLosses;
  /** What was minimised: the sum of the tasks' losses under their weights. */
  readonly total: number;
}

/** A `train` line of metrics.jsonl: the loss of one batch, in training mode. */
export interface TrainPoint extends LossPoint {
  readonly learningRate: number;
  /** Euclidean norm before clipping; null where it was not measured. */
  readonly gradientNorm: number | null;
}

/** A `test` line of metrics.jsonl: mean loss over the test images, in evaluation mode. */
export type TestPoint = LossPoint;

export interface LayerMasks {
  readonly layer: string;
  readonly weights: number;
  readonly kept: number;
  readonly dropped: number;
  readonly grown: number;
  /** What the tasks together asked to grow; above `grown` where the bound cut it. */
  readonly wanted: number;
}

/** A `masks` line of metrics.jsonl: the layers after one change of the masks. */
export interface MaskPoint {
  readonly iteration: number;
  readonly action: string;
  readonly layers: readonly LayerMasks[];
}

/** Losses at three places; `best` has the lowest total. null where there is no such line. */
export interface LossSummary {
  readonly first: LossPoint | null;
  readonly last: LossPoint | null;
  readonly best: LossPoint | null;
}

export type TrainMethod = 'baseline' | 'disparse_static' | 'disparse_pt' | 'disparse_dynamic';

/** Content of train.json. */
export interface TrainSummary {
  readonly schema: 'metasparse.train/v1';
  readonly method: TrainMethod;
  readonly dataset: Dataset;
  readonly tasks: readonly Task[];
  /** Name of the data folder, without what is above it. */
  readonly data: string;
  /** Every setting after defaults were applied. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  /** SHA-256 over the data's files. */
  readonly dataDigest: string;
  /** The net that training began with; null for drawn weights. */
  readonly from: { readonly file: string; readonly sha256: string } | null;
  readonly iterations: number;
  readonly train: LossSummary;
  readonly test: LossSummary;
  /** Fraction of zeros among the weights of the backbone, and of backbone and heads. */
  readonly sparsity: { readonly backbone: number; readonly net: number };
  readonly cost: {
    readonly seconds: number;
    readonly imagesPerSecond: number;
    readonly peakRssBytes: number;
    readonly device: string;
    readonly tensorflow: string;
    readonly threads: number;
  };
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** What the curves are drawn from. */
export interface TrainingCurves {
  readonly title: string;
  readonly summary: TrainSummary;
  /** In the order of their iterations. */
  readonly train: readonly TrainPoint[];
  readonly test: readonly TestPoint[];
}

/** What the report is drawn from. */
export interface TrainingRun extends TrainingCurves {
  readonly masks: readonly MaskPoint[];
  /** Seconds of training up to an iteration, over all starts. */
  readonly seconds: readonly { readonly iteration: number; readonly seconds: number }[];
  /** The command line, quoted for a shell. */
  readonly command: string;
}
