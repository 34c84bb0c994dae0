import type { Compat } from '@metasparse/scenenet';
import type { NullModel } from '../chance/null-model.js';
import { randomNull } from '../chance/random-null.js';
import { shuffleNull } from '../chance/shuffle-null.js';
import type { SeedMeasures } from '../measure/measures.js';
import { METRIC_FUNCTIONS } from '../metrics/metrics.js';
import { type PairLayer, pairLayers } from '../metrics/pair-layer.js';
import { layerWeights, weightedMean } from '../metrics/similarity.js';
import { chanceInLayer } from './pair-table.js';
import { METRICS, type Metric, type Weighting } from './similarity-file.js';
import { mean } from './statistics.js';

/** One number that a pair of tasks is compared by. */
export interface CellKey {
  readonly metric: Metric;
  readonly weighting: Weighting;
  readonly sparsity: number | 'mean';
}

/** Every metric, weighting, sparsity and the mean over sparsities, in the order of the rows of `similarity.json`. */
export function cellKeys(
  weightings: readonly Weighting[],
  sparsities: readonly number[],
): readonly CellKey[] {
  return METRICS.flatMap((metric) =>
    weightings.flatMap((weighting) =>
      [...sparsities, 'mean' as const].map((sparsity) => ({ metric, weighting, sparsity })),
    ),
  );
}

/** What is measured and what chance gives, cell by cell in the order of `cellKeys`; NaN where there is none. */
export interface PairCells {
  readonly values: readonly number[];
  /** Of unrelated tasks that share the weights' sizes: `nullModel`. */
  readonly chance: readonly number[];
}

/** What is measured of pair number `pair`. */
export function pairValues(
  measures: SeedMeasures,
  pair: number,
  compat: Compat,
  weightings: readonly Weighting[],
): readonly number[] {
  return overLayers(layersByRatio(measures, pair), compat, weightings, (layer, metric) =>
    METRIC_FUNCTIONS[metric](layer, compat),
  );
}

/** The cells of pair number `pair`, with their chance levels. */
export function pairCells(
  measures: SeedMeasures,
  pair: number,
  compat: Compat,
  weightings: readonly Weighting[],
  model: NullModel,
): PairCells {
  return {
    values: pairValues(measures, pair, compat, weightings),
    chance: overLayers(layersByRatio(measures, pair), compat, weightings, (layer, metric) =>
      chanceInLayer(layer, metric, compat, model),
    ),
  };
}

/** The nulls that need no model of the gradients, in the order of `cellKeys`. */
export interface MaskNulls {
  /** Weights shuffled within each layer: expectation, and standard deviation around it. */
  readonly shuffled: readonly number[];
  readonly shuffledSd: readonly number[];
  /** Masks of the same total drawn at random; NaN for the cosines. */
  readonly random: readonly number[];
}

/**
 * The cells of pair number `pair` under nulls of its masks. Layers are shuffled apart, so that their variances add up; the masks
 * of several sparsities under one shuffle are not apart, and the deviation of their mean is its largest possible one.
 */
export function pairNulls(
  measures: SeedMeasures,
  pair: number,
  compat: Compat,
  weightings: readonly Weighting[],
): MaskNulls {
  const ratios = layersByRatio(measures, pair);
  const ratioOf = new Map(
    ratios.flatMap((layers, k) => layers.map((layer) => [layer, measures.keepRatios[k] ?? NaN])),
  );
  return {
    shuffled: overLayers(
      ratios,
      compat,
      weightings,
      (layer, metric) => shuffleNull(layer, metric, compat).mean,
    ),
    shuffledSd: overLayers(
      ratios,
      compat,
      weightings,
      (layer, metric) => shuffleNull(layer, metric, compat).sd,
      weightedDeviation,
    ),
    random: overLayers(
      ratios,
      compat,
      weightings,
      (layer, metric) => randomNull(metric, layer.weights, ratioOf.get(layer) ?? NaN) ?? NaN,
    ),
  };
}

type LayerValue = (layer: PairLayer, metric: Metric) => number;
type Average = (values: readonly number[], weights: readonly number[]) => number;

function layersByRatio(measures: SeedMeasures, pair: number): readonly (readonly PairLayer[])[] {
  return measures.keepRatios.map((_, k) => pairLayers(measures, pair, k));
}

function overLayers(
  ratios: readonly (readonly PairLayer[])[],
  compat: Compat,
  weightings: readonly Weighting[],
  value: LayerValue,
  average: Average = weightedMean,
): readonly number[] {
  return METRICS.flatMap((metric) => {
    const values = ratios.map((layers) => layers.map((layer) => value(layer, metric)));
    return weightings.flatMap((weighting) => {
      const each = ratios.map((layers, k) =>
        average(values[k] ?? [], layerWeights(layers, weighting, compat)),
      );
      return [...each, mean(each)];
    });
  });
}

/** Standard deviation of a weighted mean of independent layers. */
function weightedDeviation(deviations: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const variance = deviations.reduce((sum, sd, l) => sum + (sd * (weights[l] ?? 0)) ** 2, 0);
  return Math.sqrt(variance) / total;
}
