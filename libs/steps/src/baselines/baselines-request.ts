import type { Method } from '@metasparse/baselines';

/** What is measured beside a finished similarity run. */
export interface BaselinesRequest {
  /** Folder of the run. */
  readonly run: string;
  /** Where its data is now; absent where it still is where the run read it. */
  readonly data?: string | undefined;
  readonly methods: readonly Method[];
  /** Of the step of gradient descent by which TAG looks ahead. */
  readonly learningRate: number;
  /** Most pixels a seed and task that H-score and LogME sample. */
  readonly pixels: number;
}
