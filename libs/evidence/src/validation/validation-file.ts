import type { Interval } from '@metasparse/grouping';
import type { GainMeasure } from '../gains/pair-gain.js';
import type { StatisticName } from '../rank/statistics.js';

/** How a truth is put into other orders: the tasks change their labels (Mantel 1967), or the pairs their gains. */
export const ARRANGEMENTS = ['tasks', 'pairs'] as const;
export type ArrangementKind = (typeof ARRANGEMENTS)[number];

export interface ArrangementCount {
  readonly kind: ArrangementKind;
  /** All there are, each once; otherwise drawn. */
  readonly exact: boolean;
  readonly count: number;
}

/** p values of one statistic: by itself, and corrected for all configurations tried. null is no number. */
export interface ArrangementP {
  readonly p: number | null;
  readonly corrected: number | null;
}

export interface StatisticRow {
  readonly value: number | null;
  /** Over draws of the seeds of both sides; null where both have one seed, or nothing has a number. */
  readonly interval: Interval | null;
  /** `tasks` is absent where a pair is missing, so that tasks cannot change their labels. */
  readonly p: Readonly<Partial<Record<ArrangementKind, ArrangementP>>>;
}

/** What a similarity is computed by. */
export interface Configuration {
  readonly metric: string;
  readonly weighting: string;
  readonly sparsity: number | 'mean';
}

export interface ValidationRow extends Configuration {
  readonly statistics: Readonly<Record<StatisticName, StatisticRow>>;
  /** Mean and deviation over seeds, in the order of the analysis' points. */
  readonly similarity: readonly number[];
  readonly similarityDeviation: readonly (number | null)[];
}

export interface GainPoint {
  /** Directed: the first is what the second gains from. */
  readonly pair: readonly [string, string];
  readonly gain: number;
  readonly deviation: number | null;
}

/** One kind of gains against all configurations. */
export interface Analysis {
  /** `symmetric`: a pair's gain is the mean of both directions; `directed`: each direction is a point. */
  readonly gains: 'symmetric' | 'directed';
  readonly points: readonly GainPoint[];
  readonly arrangements: readonly ArrangementCount[];
  /** Best Spearman first. */
  readonly rows: readonly ValidationRow[];
}

/** Content of validate.json. */
export interface ValidationFile {
  readonly schema: 'metasparse.validation/v1';
  readonly similarity: { readonly name: string; readonly dataset: string; readonly seeds: number };
  readonly cotrain: { readonly name: string; readonly dataset: string | null; readonly seeds: number };
  readonly measure: GainMeasure;
  /** On both sides. */
  readonly tasks: readonly string[];
  readonly confidence: number;
  readonly resamples: number;
  readonly analyses: readonly Analysis[];
  readonly notes: readonly string[];
}
