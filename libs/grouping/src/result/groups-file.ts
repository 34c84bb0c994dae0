import type { Interval } from '../certainty/resample.js';
import type { Stability } from '../certainty/stability.js';
import type { BranchPoint, BranchPointCertainty } from '../trunk/branch-point.js';

/** A network of the answer. */
export interface NetworkRow {
  readonly tasks: readonly string[];
  /** The tasks that are taken from this network; the others are in it for the sake of these. */
  readonly serves: readonly string[];
  readonly cost: number;
  /** Whether the numbers of this network were measured, or predicted from its pairs. */
  readonly measured: boolean;
}

/** Networks that serve every task, and what they give. */
export interface SetRow {
  readonly networks: readonly NetworkRow[];
  /** In the words and the direction of `objective`. */
  readonly value: number;
  readonly taskValues: Readonly<Record<string, number>>;
  readonly cost: number;
  /** How much worse than the best set: 0 or more. */
  readonly margin: number;
  /** Interval of the margin over draws; below 0 where this set is the better one. */
  readonly marginInterval: Interval | null;
  /** Share of the draws in which this set is better than the best one. */
  readonly better: number | null;
}

export interface BudgetRow {
  readonly cost: number;
  readonly value: number;
  readonly networks: readonly (readonly string[])[];
}

export interface BranchRow {
  /** The tasks that the trunk is for. */
  readonly tasks: readonly string[];
  /** The overlap as it is, or (overlap - chance) / (1 - chance). */
  readonly scale: 'overlap' | 'above chance';
  /** First layer behind the trunk; null where the overlap does not fall. */
  readonly splitAt: string | null;
  readonly point: BranchPoint | null;
  readonly certainty: BranchPointCertainty;
  /** Mean overlap of the pairs, layer by layer along the chain. */
  readonly layers: readonly { readonly name: string; readonly overlap: number | null }[];
}

/** `groups.json`. */
export interface GroupsFile {
  readonly schema: 'metasparse.groups/v1';
  readonly tasks: readonly string[];
  readonly source: { readonly kind: 'similarity' | 'gains' | 'losses'; readonly what: string };
  readonly objective: { readonly name: string; readonly better: 'lower' | 'higher' };
  readonly budget: {
    readonly kind: BudgetKind;
    readonly limit: number;
    readonly unit: string;
    readonly costs: string;
  };
  readonly overlap: boolean;
  readonly together: readonly (readonly [string, string])[];
  readonly apart: readonly (readonly [string, string])[];
  readonly proof: {
    readonly optimal: boolean;
    /** No set has a better value. */
    readonly bound: number;
    readonly rootBound: number;
    readonly nodes: number;
    readonly pruned: number;
    /** Networks that could be chosen. */
    readonly candidates: number;
  };
  /** The best set, then the runners-up. */
  readonly sets: readonly SetRow[];
  readonly certainty: CertaintyRow | null;
  readonly tradeOff: readonly BudgetRow[];
  readonly references: readonly { readonly name: string; readonly cost: number; readonly value: number }[];
  readonly branchPoints: readonly BranchRow[];
  /** What a reader has to know. */
  readonly notes: readonly string[];
}

export type BudgetKind = 'networks' | 'flops' | 'params' | 'latency';

export interface CertaintyRow extends Pick<Stability, 'draws' | 'same'> {
  /** Where the draws come from: of the file, or seeds drawn with replacement. */
  readonly from: 'seeds' | 'draws';
  readonly confidence: number;
  /** Share of the draws whose best set has this network, in the order of the best set's networks. */
  readonly networks: readonly number[];
  readonly chosen: readonly { readonly networks: readonly (readonly string[])[]; readonly share: number }[];
}
