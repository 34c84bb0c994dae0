import type { TrainMethod } from '@metasparse/report';
import type { Compat, Dataset, Task } from '@metasparse/scenenet';
import type { DensityMethod, DynamicSchedule, Schedule } from '@metasparse/training';
import { NUMERICAL_VERSION } from '../version.js';
import type { RunParameters } from '../run/run-folder.js';

export const TRAIN_METHODS = [
  'baseline',
  'disparse_static',
  'disparse_pt',
  'disparse_dynamic',
] as const satisfies readonly TrainMethod[];

/** How the masks of `disparse_dynamic` change. */
export interface DynamicRequest extends DynamicSchedule {
  readonly densities: DensityMethod;
  /** Value of a weight that grows. */
  readonly grownWeights: 'zero' | 'stale';
}

/** A net to begin with. */
export interface StartNet {
  readonly file: string;
  readonly sha256: string;
  /** Whether masks are in the file. */
  readonly masked: boolean;
}

/** A training run, every value given. */
export interface TrainRequest {
  readonly method: TrainMethod;
  readonly data: string;
  readonly dataset: Dataset;
  /** In head order. */
  readonly tasks: readonly Task[];
  /** null: weights are drawn from the seed. */
  readonly from: StartNet | null;
  /** Percent of zeros asked for; null where the method has none, or the masks of `from` stay. */
  readonly sparsityPercent: number | null;
  /** Trains masks that cut the net apart, too. */
  readonly allowDisconnected: boolean;
  /** Steps of the optimiser; under `compat: 'reference'` one more is done, as published. */
  readonly iterations: number;
  /** Factor on every width of the published net. */
  readonly width: number;
  readonly batchSize: number;
  /** Side of the square training crop, pixels. */
  readonly crop: number;
  readonly seed: number;
  readonly schedule: Schedule;
  /** Largest norm of all gradients together; null: off. */
  readonly clipNorm: number | null;
  /** Decay of the running average of the weights, which is then what is tested and written; null: off. */
  readonly averageDecay: number | null;
  readonly lambdas: Readonly<Partial<Record<Task, number>>>;
  readonly precision: 'fp32' | 'mixed';
  readonly dropout: boolean;
  /** Iterations between measurements of the test loss; 0: none. */
  readonly testEvery: number;
  /** Images of the test split that are measured, from its start. */
  readonly testImages: number;
  readonly logEvery: number;
  /** null but for `disparse_dynamic`. */
  readonly dynamic: DynamicRequest | null;
  readonly compat: Compat;
  /** Threads inside a kernel: part of what decides the bits. */
  readonly threads: number;
  /** Reading threads; no result depends on them. */
  readonly readers: number;
  /** Iterations between checkpoints. */
  readonly checkpointEvery: number;
  /** Checkpoints that are kept, the newest. */
  readonly keepCheckpoints: number;
}

/** Steps of the optimiser that a run does: the original's loop does one more than it says. */
export function totalSteps({ iterations, compat }: Pick<TrainRequest, 'iterations' | 'compat'>): number {
  return compat === 'reference' ? iterations + 1 : iterations;
}

/** What decides the bits of a run: not where its data and results are, nor who reads, nor what is kept on the way. */
export function trainParameters(request: TrainRequest, dataDigest: string): RunParameters {
  const { data: _data, readers: _readers, from, ...rest } = request;
  const { checkpointEvery: _every, keepCheckpoints: _keep, ...parameters } = rest;
  return {
    command: 'train',
    numericalVersion: NUMERICAL_VERSION,
    dataDigest,
    from: from === null ? null : from.sha256,
    ...parameters,
  };
}

/** A run for a training process. */
export interface TrainJob {
  readonly folder: string;
  /** Key of the run's plan, which its checkpoints name. */
  readonly run: string;
  readonly request: TrainRequest;
}
