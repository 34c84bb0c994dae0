import type { Compat, Dataset, NetPlan } from '@metasparse/scenenet';
import type { Arbiter, Criterion, LayerReport, SparsityScope, Totals } from '@metasparse/training';
import type { PruneMethod } from './prune-request.js';

/** The files of a pruning, in the order in which they are written. */
export const PRUNE_FILES = ['pruned.safetensors', 'prune.tsv', 'report.html', 'prune.json'] as const;

/** The net with its masks and the weights that training starts from. */
export const PRUNED_NET = PRUNE_FILES[0];

export interface PrunedLayer extends LayerReport {
  /** Output channels that lie on no path from the image to a prediction. */
  readonly deadChannels: number;
}

/** Content of prune.json: the same bytes for the same request and data. */
export interface PruneOutcome {
  readonly schema: 'metasparse.prune/v1';
  readonly numericalVersion: string;
  readonly method: PruneMethod;
  readonly criterion: Criterion;
  readonly arbiter: Arbiter;
  readonly compat: Compat;
  readonly scope: SparsityScope;
  /** Percent of zeros asked for. */
  readonly sparsityPercent: number;
  readonly dataset: Dataset;
  readonly plan: NetPlan;
  readonly seed: number;
  /** null where the net is fresh. */
  readonly from: { readonly file: string; readonly sha256: string } | null;
  /** What was scored; null for a criterion without data. */
  readonly data: {
    readonly name: string;
    readonly split: string;
    readonly digest: string;
    readonly batches: number;
    readonly batchSize: number;
    readonly precision: 'fp32' | 'mixed';
    readonly dropout: boolean;
  } | null;
  /** Side of the square image that FLOPs are counted for, pixels. */
  readonly crop: number;
  /** Fraction of its weights that a task keeps before the tasks are joined, and how many that is. */
  readonly keepRatio: number;
  readonly numToKeep: Readonly<Record<string, number>>;
  /** Weights that the target would have kept and equal scores did not allow; null with tuned keep ratios. */
  readonly shortfall: number | null;
  readonly backbone: Totals;
  readonly net: Totals;
  readonly layers: readonly PrunedLayer[];
  /** How the masks cut the net apart; empty where they do not. */
  readonly disconnected: readonly string[];
  /** What a person should know of the net's file. */
  readonly notes: readonly string[];
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}
