import type { Interval, Verdict } from '@metasparse/affinity';
import type { GroupsFile, SetRow } from '@metasparse/grouping';

/** A network of the decision, pruned and ready to train. */
export interface DecisionNetwork {
  readonly tasks: readonly string[];
  /** The tasks that are taken from this network. */
  readonly serves: readonly string[];
  /** Below the folder of the decision. */
  readonly folder: string;
  /** The file that training starts from, below the folder of the decision. */
  readonly net: string;
  /** Convolution weights before pruning and kept. */
  readonly weights: number;
  readonly params: number;
  /** Multiply-adds times two of one image of `crop` x `crop`, before pruning and of the kept weights. */
  readonly denseFlops: number;
  readonly flops: number;
  readonly crop: number;
  /** Fraction of zeros in the shared backbone. */
  readonly sparsity: number;
  /** Where the trunk should split; null for one task, and where no overlap is known. */
  readonly trunk: DecisionTrunk | null;
  /** How the masks cut the net apart; empty where they do not. */
  readonly disconnected: readonly string[];
}

export interface DecisionTrunk {
  /** First layer behind the trunk; null where the overlap does not fall. */
  readonly splitAt: string | null;
  readonly scale: 'overlap' | 'above chance';
  /** Ends of the interval, as layers, and the share of draws with this very layer. */
  readonly interval: readonly [string, string] | null;
  readonly same: number | null;
}

/** How far the answer can be trusted, worst first. */
export const GRADES = ['no choice', 'not judged', 'chance', 'order unknown', 'unsettled', 'stands'] as const;
export type Grade = (typeof GRADES)[number];

export interface DecisionPair {
  readonly pair: readonly [string, string];
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly null: number | null;
  readonly verdict: Verdict;
  readonly p: number | null;
  /** Whether a chosen network has both. */
  readonly together: boolean;
}

export interface DecisionCertainty {
  readonly grade: Grade;
  /** The grade in words, with its numbers. */
  readonly sentence: string;
  readonly confidence: number;
  /** Draws of the seeds, and the share of them with the same choice; null with one seed. */
  readonly draws: number | null;
  readonly same: number | null;
  /** The next best choices. */
  readonly rivals: readonly (Pick<SetRow, 'margin' | 'marginInterval' | 'better'> & {
    readonly networks: readonly (readonly string[])[];
  })[];
  readonly pairs: readonly DecisionPair[];
  /** Whether seeds agree on an order of the pairs: probability of the order found, and p of any agreement. */
  readonly order: { readonly probability: number; readonly p: number | null } | null;
}

/** One way to be surer, and what it takes with the pace that was measured. */
export interface SurerRow {
  readonly what: string;
  readonly seeds: number;
  /** Per seed. */
  readonly batches: number;
  /** Seconds on this machine for what is to be computed; null where no pace is known. */
  readonly seconds: number | null;
}

/** `decision.json`. */
export interface DecisionFile {
  readonly schema: 'metasparse.decision/v1';
  readonly dataset: string;
  readonly tasks: readonly string[];
  readonly metric: string;
  readonly weighting: string;
  /** Percent of zeros asked for in the backbone of each network. */
  readonly sparsityPercent: number;
  readonly budget: GroupsFile['budget'];
  /** One sentence. */
  readonly answer: string;
  readonly networks: readonly DecisionNetwork[];
  /** Of all networks; `withinBudget` is of the pruned networks. */
  readonly total: { readonly params: number; readonly flops: number; readonly withinBudget: boolean };
  readonly certainty: DecisionCertainty;
  readonly surer: readonly SurerRow[];
  /** What could be wrong. */
  readonly doubts: readonly string[];
  readonly next: readonly { readonly what: string; readonly command: readonly string[] }[];
  /** What was measured for it. */
  readonly effort: {
    readonly seeds: number;
    readonly batches: number;
    readonly secondsPerBatch: number | null;
    readonly workers: number;
  };
}
