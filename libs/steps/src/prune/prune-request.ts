import type { Compat, Dataset, Task } from '@metasparse/scenenet';
import type { Arbiter, Criterion, SparsityScope } from '@metasparse/training';

/** Pruning before training, and pruning of a trained net. */
export const PRUNE_METHODS = ['disparse_static', 'disparse_pt'] as const;
export type PruneMethod = (typeof PRUNE_METHODS)[number];

/** What a pruning is of; an absent value takes the data set's. */
export interface PruneRequest {
  readonly method: PruneMethod;
  readonly criterion: Criterion;
  /** Folder of the data set; a criterion that needs no data may do without, then `dataset` has to be named. */
  readonly data?: string | undefined;
  readonly dataset: Dataset | 'auto';
  readonly split: string;
  /** Tasks of the net's heads; of a net from a file in the file's order. */
  readonly tasks?: readonly Task[] | undefined;
  /** The net to prune, safetensors or .pth; absent for a fresh one, which disparse_static takes. */
  readonly from?: string | undefined;
  /** Percent of zeros that `scope` has afterwards, above 0 and below 100. */
  readonly sparsityPercent: number;
  readonly scope: SparsityScope;
  readonly arbiter: Arbiter;
  /** Factor on the widths of a fresh net; absent with `from`. */
  readonly width?: number | undefined;
  readonly batches: number;
  readonly batchSize?: number | undefined;
  /** Side of the square crop, pixels. */
  readonly crop?: number | undefined;
  /** Of the fresh net, the order of the data, dropout and random scores. */
  readonly seed: number;
  readonly precision: 'fp32' | 'mixed';
  readonly dropout: boolean;
  /** `reference`: the tuned keep ratios, scores of a fresh net measured on another draw than the one that is kept. */
  readonly compat: Compat;
  /** Rounds of SynFlow. */
  readonly rounds: number;
  /** Threads inside a kernel. */
  readonly threads: number;
  /** Writes masks that cut the net apart, too. */
  readonly allowDisconnected: boolean;
}

/** Values of the settings that have one for every data set. */
export const PRUNE_DEFAULTS = {
  scope: 'backbone',
  arbiter: 'union',
  split: 'train',
  batches: 50,
  seed: 0,
  precision: 'fp32',
  dropout: true,
  compat: 'correct',
  rounds: 100,
  threads: 2,
  allowDisconnected: false,
} as const satisfies Partial<PruneRequest>;

/** The criterion of the papers for each method. */
export const PRUNE_CRITERION = {
  disparse_static: 'snip',
  disparse_pt: 'grad_w2',
} as const satisfies Readonly<Record<PruneMethod, Criterion>>;
