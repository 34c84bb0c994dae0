import type { Task } from '@metasparse/scenenet';
import type { TrainRequest } from '../train/train-request.js';

/** Trainings of sets of tasks that differ in their tasks and seed alone, every value given. */
export interface CotrainRequest {
  /** What all have in common; its tasks are all of them, its seed means nothing. */
  readonly training: TrainRequest;
  /** In head order, the singles first; no set twice. */
  readonly subsets: readonly (readonly Task[])[];
  readonly seeds: readonly number[];
  /** Runs at a time. */
  readonly jobs: number;
  /** Folder of finished and unfinished runs that others may use too; null: `runs` in the results' folder. */
  readonly cache: string | null;
}

/** One training and its evaluation. */
export interface CotrainRun {
  readonly request: TrainRequest;
  /** SHA-256 of all that decides its bits. */
  readonly key: string;
  /** Of its folder: tasks, seed and the beginning of its key. */
  readonly name: string;
}

/** The training of one set of tasks with one seed: all else, the weights of the losses too, as for the others. */
export function subsetRequest(training: TrainRequest, tasks: readonly Task[], seed: number): TrainRequest {
  const lambdas = Object.fromEntries(tasks.map((task) => [task, training.lambdas[task]]));
  return { ...training, tasks, seed, lambdas };
}
