import type { Compat } from '@metasparse/scenenet';
import type { Metric, Weighting } from '../result/similarity-file.js';
import { METRIC_FUNCTIONS } from './metrics.js';
import type { PairLayer } from './pair-layer.js';
import { WEIGHT_FUNCTIONS } from './weightings.js';

/** Values of a metric over the layers of a pair. */
export function layerValues(layers: readonly PairLayer[], metric: Metric, compat: Compat): readonly number[] {
  return layers.map((layer) => METRIC_FUNCTIONS[metric](layer, compat));
}

/** Weights of the layers of a pair. @throws RangeError as the weighting does. */
export function layerWeights(
  layers: readonly PairLayer[],
  weighting: Weighting,
  compat: Compat,
): readonly number[] {
  return layers.map((layer) => WEIGHT_FUNCTIONS[weighting](layer, compat));
}

/** One number for a pair: sum of w_l x_l / sum of w_l over the layers. */
export function similarity(
  layers: readonly PairLayer[],
  metric: Metric,
  weighting: Weighting,
  compat: Compat,
): number {
  return weightedMean(layerValues(layers, metric, compat), layerWeights(layers, weighting, compat));
}

/**
 * sum of w x / sum of w. NaN where the weights sum to zero, and, as in the original, where any value is NaN, even one
 * of weight zero (quirk 3).
 */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const weighted = values.reduce((sum, value, l) => sum + value * (weights[l] ?? 0), 0);
  return weighted / total;
}
