import type { BaselineMetric, Method, Passes } from '../methods/methods.js';
import type { TaskScore } from '../collect/collector.js';

/** One number of a pair, in the form of a row of similarity.json; larger is nearer. */
export interface BaselineRow {
  /** Of a directed metric the first is what the second gains from, and both orders have a row. */
  readonly pair: readonly [string, string];
  readonly metric: BaselineMetric;
  readonly directed: boolean;
  /** No layer is weighted and no mask cut: the two stand here so that whoever reads a similarity can read this. */
  readonly weighting: 'none';
  readonly sparsity: 'mean';
  /** Mean over the seeds that have one; null where none has. */
  readonly value: number | null;
  /** Sample standard deviation over seeds; null for fewer than two. */
  readonly std: number | null;
  readonly seedValues: readonly (number | null)[];
  readonly chance: null;
}

export interface BaselineLayerRow {
  readonly pair: readonly [string, string];
  readonly metric: BaselineMetric;
  /** One value a backbone layer, mean over seeds. */
  readonly values: readonly (number | null)[];
  /** seedValues[seed][layer] */
  readonly seedValues: readonly (readonly (number | null)[])[];
}

export interface TaskRow {
  readonly task: string;
  readonly score: TaskScore;
  readonly value: number | null;
  readonly std: number | null;
  readonly seedValues: readonly (number | null)[];
}

export interface MethodCost {
  readonly method: Method;
  readonly metrics: readonly BaselineMetric[];
  /** By itself, all seeds and batches together. */
  readonly passes: Passes;
  /** Measured: by itself; what it shares with other methods counts for each. */
  readonly seconds: number;
}

/** Two-sided: the share of arrangements with at least such a correlation of either sign. */
export interface CorrelationValue {
  readonly value: number | null;
  readonly p: number | null;
}

export interface CorrelationRow {
  readonly a: string;
  readonly b: string;
  /** Pairs of tasks. */
  readonly n: number;
  readonly spearman: CorrelationValue;
  readonly kendall: CorrelationValue;
}

export interface Correlations {
  /** Baselines, then the run's mask metrics under `mask_` names. */
  readonly measures: readonly string[];
  /** How the mask metrics were weighted and at which sparsity. */
  readonly weighting: string;
  readonly sparsity: number | 'mean';
  /** The tasks change their labels (Mantel 1967): all arrangements, or drawn ones. */
  readonly arrangements: { readonly exact: boolean; readonly count: number };
  /** Each two measures once. */
  readonly rows: readonly CorrelationRow[];
}

/** What is known of a run before it is measured. */
export interface BaselinesHead {
  readonly numericalVersion: string;
  /** The similarity run: its folder's name and the digest of the data it read. */
  readonly run: { readonly name: string; readonly dataDigest: string };
  readonly dataset: string;
  readonly tasks: readonly string[];
  readonly seeds: readonly number[];
  readonly batches: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Most pixels a seed and task that H-score and LogME sample. */
  readonly pixels: number;
  readonly layers: readonly string[];
}

/** Content of baselines.json: docs/baselines.md. The same bytes for the same run but for `seconds`. */
export interface BaselinesFile extends BaselinesHead {
  readonly schema: 'metasparse.baselines/v1';
  readonly methods: readonly MethodCost[];
  /** All methods at once, sharing what they can. */
  readonly together: { readonly passes: Passes; readonly seconds: number };
  readonly rows: readonly BaselineRow[];
  readonly layerRows: readonly BaselineLayerRow[];
  readonly taskRows: readonly TaskRow[];
  readonly correlations: Correlations;
  readonly notes: readonly string[];
}
