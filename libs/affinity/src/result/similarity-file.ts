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
  /** Things a reader has to know, e.g. layers that are empty in both masks and count as IoU 1. */
  readonly notes: readonly string[];
}
