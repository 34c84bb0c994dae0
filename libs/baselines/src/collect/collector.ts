import type { Batch } from '@metasparse/scenenet';
import type { BaselineMetric } from '../methods/methods.js';
import type { BatchMeasures } from '../pass/batch-measures.js';

/** values[a][b] of tasks a and b in task order; NaN where there is none. */
export type TaskTable = readonly (readonly number[])[];

/** What each task scores by itself. */
export const TASK_SCORES = [
  'loss',
  'gradient_norm',
  'tag_self',
  'h_score',
  'logme',
  'sampled_pixels',
] as const;
export type TaskScore = (typeof TASK_SCORES)[number];

/** What a collector has of one seed. */
export interface Collected {
  readonly metrics: Readonly<Partial<Record<BaselineMetric, TaskTable>>>;
  /** layers[layer] of metrics that have a value a layer. */
  readonly layers?: Readonly<Partial<Record<BaselineMetric, readonly TaskTable[]>>>;
  /** One value a task. */
  readonly tasks?: Readonly<Partial<Record<TaskScore, readonly number[]>>>;
  readonly notes?: readonly string[];
}

/** Gathers the batches of one seed. */
export interface Collector {
  /** @param index of the batch within the seed */
  add(measures: BatchMeasures, batch: Batch, index: number): void;
  finish(): Collected;
}

export function tableOf(tasks: number, value: (a: number, b: number) => number): number[][] {
  return Array.from({ length: tasks }, (_, a) => Array.from({ length: tasks }, (_, b) => value(a, b)));
}
