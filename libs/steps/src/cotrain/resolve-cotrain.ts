import { InvalidArgumentError } from '@metasparse/contracts';
import type { DatasetReader } from '@metasparse/datasets';
import { resolveTrainRequest, type TrainInput } from '../train/resolve-train-request.js';
import { totalSteps } from '../train/train-request.js';
import type { CotrainRequest } from './cotrain-request.js';
import { taskSubsets } from './task-subsets.js';

/** Co-training as a user asks for it. */
export interface CotrainInput {
  readonly training: Omit<TrainInput, 'method' | 'seed' | 'from' | 'sparsityPercent' | 'testEvery'>;
  /** `all-pairs`, `all` or a file. */
  readonly sets: string;
  /** How many seeds, from 0. */
  readonly seeds: number;
  readonly jobs: number;
  readonly cache: string | null;
}

export interface ResolvedCotrain {
  readonly request: CotrainRequest;
  readonly reader: DatasetReader;
  readonly notes: readonly string[];
}

/** Opens the data and fills in every default. The test loss is measured once, at the end. */
export async function resolveCotrain({
  training: input,
  sets,
  seeds,
  jobs,
  cache,
}: CotrainInput): Promise<ResolvedCotrain> {
  const { request, reader, notes } = await resolveTrainRequest({ ...input, method: 'baseline' });
  if (request.testImages === 0)
    throw new InvalidArgumentError(
      `${request.data}: has no test split, on which gains are measured; use data with one`,
      { file: request.data, field: 'data', bound: 'data with a test split' },
    );
  const training = { ...request, testEvery: totalSteps(request) };
  const subsets = taskSubsets(sets, request.tasks);
  const numbers = Array.from({ length: seeds }, (_, seed) => seed);
  return { request: { training, subsets, seeds: numbers, jobs, cache }, reader, notes };
}
