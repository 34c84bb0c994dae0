import type { Compat } from '@metasparse/scenenet';
import type { NullModel } from '../chance/null-model.js';
import type { PairLayer } from '../metrics/pair-layer.js';
import { layerValues, layerWeights } from '../metrics/similarity.js';
import { FILTER_WEIGHTINGS } from '../metrics/weightings.js';
import { METRICS, type Metric, WEIGHTINGS, type Weighting } from './similarity-file.js';

/** One seed, pair and sparsity: every metric, weighting and chance level, by layer. */
export interface PairTable {
  readonly layers: readonly PairLayer[];
  readonly values: Readonly<Record<Metric, readonly number[]>>;
  /** Only the weightings that are defined for the run. */
  readonly weights: ReadonlyMap<Weighting, readonly number[]>;
  /** What unrelated tasks with the same kept fractions would score; null where there is no such level. */
  readonly chance: Readonly<Record<Metric, readonly number[] | null>>;
}

export function pairTable(
  layers: readonly PairLayer[],
  compat: Compat,
  weightings: readonly Weighting[],
  model: NullModel,
): PairTable {
  const values = Object.fromEntries(METRICS.map((metric) => [metric, layerValues(layers, metric, compat)]));
  return {
    layers,
    values: values as Record<Metric, readonly number[]>,
    weights: new Map(weightings.map((weighting) => [weighting, layerWeights(layers, weighting, compat)])),
    chance: chanceLevels(layers, compat, model),
  };
}

/**
 * The weightings that a run has: all seven, but as published the three that look at filter l of layer l need one in
 * every layer.
 */
export function definedWeightings(layers: readonly PairLayer[], compat: Compat): readonly Weighting[] {
  const complete = layers.every(({ a }) => a.keptInOwnFilter !== null);
  return WEIGHTINGS.filter(
    (weighting) => compat === 'correct' || complete || !FILTER_WEIGHTINGS.has(weighting),
  );
}

/** The epi of two counts says nothing about which weights they are: it has no chance level. */
function chanceLevels(layers: readonly PairLayer[], compat: Compat, model: NullModel): PairTable['chance'] {
  const fractions = layers.map(({ a, b, weights }) => [a.kept / weights, b.kept / weights] as const);
  return {
    epi: null,
    iou: fractions.map(([a, b]) => (a + b === 0 && compat === 'correct' ? 1 : model.iou(a, b))),
    sals: layers.map(() => model.sals),
    masked_sals: fractions.map(([a, b]) => model.maskedSals(a, b)),
  };
}
