import {
  type Metric,
  METRICS,
  type PairLayer,
  type Weighting,
  WEIGHTINGS,
  FILTER_WEIGHTINGS,
  layerValues,
  layerWeights,
  weightedMean,
} from '@metasparse/affinity';
import type { Comparison } from '../compare.js';
import { compareNumber, compareNumbers, compareSame, type GoldenNumber } from './golden-number.js';

export type GoldenByMetric<T> = Readonly<Record<Metric, T>>;
export type GoldenByWeighting<T> = Readonly<Partial<Record<Weighting, T>>>;
export type GoldenTable = GoldenByMetric<GoldenByWeighting<GoldenNumber>>;

/** What the golden files say about a pair at one keep ratio. */
export interface GoldenPair {
  readonly per_layer: GoldenByMetric<readonly GoldenNumber[]>;
  readonly weights_reference: GoldenByWeighting<readonly number[] | 'IndexError'>;
  readonly weights_corrected: GoldenByWeighting<readonly number[] | 'IndexError'>;
  readonly reference: GoldenTable;
  readonly corrected: GoldenTable;
}

export const GOLDEN_COMPAT = { reference: 'reference', corrected: 'correct' } as const;
export type GoldenSide = keyof typeof GOLDEN_COMPAT;
export const GOLDEN_SIDES = ['reference', 'corrected'] as const;

/** Where the differences of a similarity comparison are gathered. */
export interface SimilarityDifferences {
  readonly perLayer: Comparison;
  readonly weights: Comparison;
  readonly weighted: Comparison;
}

/** Compares per-layer values, layer weights and weighted results of a pair, on both sides of compat. */
export function comparePair(
  layers: readonly PairLayer[],
  golden: GoldenPair,
  where: string,
  differences: SimilarityDifferences,
): void {
  for (const metric of METRICS) {
    compareNumbers(
      differences.perLayer,
      layerValues(layers, metric, 'reference'),
      golden.per_layer[metric],
      `${where} ${metric}`,
    );
  }
  for (const side of GOLDEN_SIDES) {
    compareWeights(layers, golden[`weights_${side}`], side, where, differences.weights);
    compareTable(pairTable(layers, side), golden[side], `${where} ${side}`, differences.weighted);
  }
}

/** Values by metric and weighting; `IndexError` where the published code fails. */
export function pairTable(layers: readonly PairLayer[], side: GoldenSide): GoldenTable {
  const compat = GOLDEN_COMPAT[side];
  const row = (metric: Metric): GoldenByWeighting<GoldenNumber> =>
    Object.fromEntries(
      WEIGHTINGS.map((weighting) => {
        const weights = weightsOrError(layers, weighting, side);
        return [
          weighting,
          weights === 'IndexError' ? weights : weightedMean(layerValues(layers, metric, compat), weights),
        ];
      }),
    );
  return { epi: row('epi'), iou: row('iou'), sals: row('sals'), masked_sals: row('masked_sals') };
}

/** Compares two tables, cell by cell. */
export function compareTable(
  actual: GoldenTable,
  expected: GoldenTable,
  where: string,
  differences: Comparison,
): void {
  for (const metric of METRICS) {
    for (const weighting of WEIGHTINGS) {
      const value = actual[metric][weighting];
      const cell = `${where} ${metric} ${weighting}`;
      if (typeof value === 'number') {
        compareNumber(differences, value, expected[metric][weighting], cell);
      } else {
        compareSame(differences, value === expected[metric][weighting], cell);
      }
    }
  }
}

function compareWeights(
  layers: readonly PairLayer[],
  golden: GoldenPair['weights_reference'],
  side: GoldenSide,
  where: string,
  differences: Comparison,
): void {
  for (const weighting of FILTER_WEIGHTINGS) {
    const weights = weightsOrError(layers, weighting, side);
    const expected = golden[weighting];
    const cell = `${where} ${side} ${weighting}`;
    if (weights === 'IndexError' || expected === 'IndexError') {
      compareSame(differences, weights === expected, cell);
    } else {
      compareNumbers(differences, weights, expected, cell);
    }
  }
}

function weightsOrError(
  layers: readonly PairLayer[],
  weighting: Weighting,
  side: GoldenSide,
): readonly number[] | 'IndexError' {
  try {
    return layerWeights(layers, weighting, GOLDEN_COMPAT[side]);
  } catch (error) {
    if (error instanceof RangeError) {
      return 'IndexError';
    }
    throw error;
  }
}
