import type { Dataset } from '@metasparse/scenenet';
import type { Schedule } from './learning-rate.js';

/** When and how much the masks of dynamic sparse training change (reference sections 2 and 4). */
export interface DynamicSchedule {
  /** First iteration without an update; there the masks are pruned to their densities once more. */
  readonly end: number;
  /** Iterations between updates. */
  readonly interval: number;
  /** Fraction of a layer's remaining weights that is dropped at iteration 0. */
  readonly dropRate: number;
}

/** The published training configuration of a dataset. */
export interface TrainingDefaults {
  readonly batchSize: number;
  readonly iterations: number;
  readonly schedule: Schedule;
  readonly dynamic: DynamicSchedule;
  /** Training after pre-trained pruning. */
  readonly retrain: { readonly iterations: number; readonly rate: number };
  /** Iterations between measurements of the test loss. */
  readonly testEvery: number;
  /** Iterations between checkpoints. */
  readonly checkpointEvery: number;
}

const step = (rate: number, every: number, factor: number): Schedule => ({
  rate,
  decay: { kind: 'step', every, factor },
  warmUp: 0,
});

export const TRAINING_DEFAULTS: Readonly<Record<Dataset, TrainingDefaults>> = {
  nyuv2: {
    batchSize: 8,
    iterations: 5000,
    schedule: step(1e-3, 4000, 0.5),
    dynamic: { end: 15_000, interval: 50, dropRate: 0.5 },
    retrain: { iterations: 1000, rate: 1e-5 },
    testEvery: 50,
    checkpointEvery: 1000,
  },
  cityscapes: {
    batchSize: 16,
    iterations: 20_000,
    schedule: step(1e-4, 4000, 0.5),
    dynamic: { end: 15_000, interval: 50, dropRate: 0.5 },
    retrain: { iterations: 1000, rate: 1e-5 },
    testEvery: 50,
    checkpointEvery: 5000,
  },
  taskonomy: {
    batchSize: 16,
    iterations: 100_000,
    schedule: step(1e-4, 12_000, 0.3),
    dynamic: { end: 75_000, interval: 250, dropRate: 0.5 },
    retrain: { iterations: 4000, rate: 1e-6 },
    testEvery: 10_000,
    checkpointEvery: 10_000,
  },
};
