import type { Compat, Dataset, Task } from '@metasparse/scenenet';

/** Everything a compute process needs to score blocks of one run. */
export interface ScoreSettings {
  readonly data: string;
  readonly dataset: Dataset;
  readonly split: string;
  readonly tasks: readonly Task[];
  readonly batchSize: number;
  /** Side of the square training crop, pixels. */
  readonly crop: number;
  /** Factor on every width of the published net. */
  readonly width: number;
  readonly precision: 'fp32' | 'mixed';
  readonly dropout: boolean;
  readonly compat: Compat;
}
