/** The four metrics, under the names of the original (report: EPI-Sim, IOU, CSS, MCSS). */
export const METRICS = ['epi', 'iou', 'sals', 'masked_sals'] as const;
export type Metric = (typeof METRICS)[number];

/** The seven ways to weight layers. */
export const WEIGHTINGS = [
  'equal',
  'linear',
  'linear_plus_one',
  'five_zeros',
  'av_sparsity',
  'min_sparsity',
  'epi_like',
] as const;
export type Weighting = (typeof WEIGHTINGS)[number];

/** An interval at the confidence of the file's `judging`. */
export type Interval = readonly [low: number, high: number];

/** In words, so that a table of numbers cannot be misread. */
export const VERDICTS = [
  'above its null',
  'not distinguishable from its null',
  'below its null',
  'no null to compare with',
  'not judged: nothing was resampled',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What other explanations of a value would give; null where one says nothing about the metric, or was not measured. */
export interface RowNulls {
  /** Each layer's weights shuffled: expectation and standard deviation. */
  readonly shuffled: number | null;
  readonly shuffledSd: number | null;
  /** Masks of the same total drawn at random over the network. */
  readonly random: number | null;
  /** The two tasks on networks with other first weights and other batches; mean and standard deviation over seeds. */
  readonly otherNets: number | null;
  readonly otherNetsSd: number | null;
}

/** The same measured on two halves of the batches that share none: every number here is of as many batches. */
export interface RowHalves {
  /** One task on one half, the other task on the other; mean of both ways. */
  readonly value: number | null;
  readonly chance: number | null;
  /** A task on one half with itself on the other; mean of the two tasks. */
  readonly ceiling: number | null;
  /** (value - chance) / (ceiling - chance), of means over seeds. */
  readonly corrected: number | null;
  readonly correctedInterval: Interval | null;
}

/** What is needed to judge a row. */
export interface RowJudgement {
  readonly interval: Interval | null;
  /** The null that the verdict and p are about: `chance`, and for epi `otherNets`. */
  readonly null: number | null;
  readonly verdict: Verdict;
  /** Of value - null over seeds by sign flips, two-sided; and corrected for all rows. */
  readonly p: number | null;
  readonly pCorrected: number | null;
  readonly nulls: RowNulls;
  readonly halves: RowHalves | null;
}

/** One number of the answer: a pair of tasks under one metric, weighting and sparsity. */
export interface SimilarityRow {
  readonly pair: readonly [string, string];
  readonly metric: Metric;
  readonly weighting: Weighting;
  /** Percent, or the plain mean over all sparsities of the run. */
  readonly sparsity: number | 'mean';
  /** Mean over seeds; null where it is not a number (compat reference, or weights that sum to zero). */
  readonly value: number | null;
  /** Sample standard deviation over seeds; null with one seed. */
  readonly std: number | null;
  /** One value per seed, in the order of `seeds`; null where it is not a number (compat reference only). */
  readonly seedValues: readonly (number | null)[];
  /** What unrelated tasks would score at this number of batches; null where no analytic level exists. */
  readonly chance: number | null;
  readonly judged?: RowJudgement;
}

/** How sure the order of the pairs is in one cell. */
export interface OrderRow {
  readonly metric: Metric;
  readonly weighting: Weighting;
  readonly sparsity: number | 'mean';
  /** Indices of pairs, in the order of the rows' pairs, most alike first. */
  readonly order: readonly number[];
  /** Share of bootstrap draws with this very order; and with this first pair. */
  readonly probability: number;
  readonly firstProbability: number;
  /** The most frequent orders, at most six, with their shares. */
  readonly orders: readonly { readonly order: readonly number[]; readonly probability: number }[];
  /** Whether seeds agree on an order at all: share of the variation that the pairs' means hold, p, and p corrected for all cells. */
  readonly agreement: number | null;
  readonly p: number | null;
  readonly pCorrected: number | null;
}

/** How much of one task's saliency lies inside another's mask; means over seeds. */
export interface DirectedRow {
  readonly mask: string;
  readonly saliency: string;
  readonly sparsity: number;
  readonly total: number;
  readonly perLayer: readonly (number | null)[];
  /** What unrelated tasks would give, from the same model as `chance`. */
  readonly chance: number;
  readonly chancePerLayer: readonly (number | null)[];
  readonly interval: Interval | null;
}

/** Similarity after the first batches of every seed; equal weights, mean over sparsities. */
export interface ConvergenceRow {
  readonly pair: readonly [string, string];
  readonly metric: Metric;
  readonly batches: number;
  readonly value: number | null;
  readonly chance: number | null;
}

/** What the judgements of a file have in common: docs/evidence-method.md. */
export interface Judging {
  readonly confidence: number;
  readonly draws: number;
  readonly blocks: number;
  readonly blockBatches: number;
  /** Resamples of its blocks that each seed has. */
  readonly resamples: readonly number[];
  /** Batches of each half; null where there are too few blocks. */
  readonly halfBatches: number | null;
  /** Metric x weighting x sparsity, and times pairs: how many numbers were looked at. */
  readonly cells: number;
  readonly rows: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly orders: readonly OrderRow[];
  readonly directed: readonly DirectedRow[];
  readonly convergence: readonly ConvergenceRow[];
  /** Of a run that added seeds and batches until the order of the pairs by iou was settled. */
  readonly until?: {
    readonly confidence: number;
    readonly settled: boolean;
    readonly rounds: readonly {
      readonly seeds: number;
      readonly batches: number;
      readonly order: readonly number[];
      readonly probability: number;
    }[];
  };
}

/** Per-layer values of a pair, averaged over seeds. */
export interface LayerRow {
  readonly pair: readonly [string, string];
  readonly metric: Metric;
  readonly sparsity: number;
  /** One value per backbone layer. */
  readonly values: readonly (number | null)[];
  /** seedValues[seed][layer] */
  readonly seedValues: readonly (readonly (number | null)[])[];
  readonly chance: readonly (number | null)[] | null;
}

/** Kept weights of one task's mask (mean over seeds). */
export interface KeptRow {
  readonly task: string;
  readonly sparsity: number;
  readonly keepRatio: number;
  /** Kept weights per backbone layer, mean over seeds. */
  readonly perLayer: readonly number[];
  readonly backbone: number;
  readonly head: number;
}

/** `similarity.json`. NaN is written as null. */
export interface SimilarityFile {
  readonly schema: 'metasparse.similarity/v1';
  readonly dataset: string;
  readonly tasks: readonly string[];
  readonly compat: 'correct' | 'reference';
  readonly sparsities: readonly number[];
  readonly seeds: readonly number[];
  /** Batches per seed: the N of the chance level. */
  readonly batches: number;
  readonly batchSize: number;
  /** Names and sizes of the backbone layers, in index order. */
  readonly layers: readonly { readonly name: string; readonly weights: number }[];
  readonly rows: readonly SimilarityRow[];
  readonly layerRows: readonly LayerRow[];
  readonly kept: readonly KeptRow[];
  /** Missing in files of runs that were not judged. */
  readonly judging?: Judging;
  /** Things a reader has to know, e.g. layers that are empty in both masks and count as IoU 1. */
  readonly notes: readonly string[];
}
