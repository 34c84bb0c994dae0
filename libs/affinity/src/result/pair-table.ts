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

function chanceLevels(layers: readonly PairLayer[], compat: Compat, model: NullModel): PairTable['chance'] {
  const of = (metric: Metric): number[] => layers.map((layer) => chanceInLayer(layer, metric, compat, model));
  return { epi: null, iou: of('iou'), sals: of('sals'), masked_sals: of('masked_sals') };
}

/**
 * What unrelated tasks that keep these fractions of the layer would score. NaN for epi: the epi of two counts says nothing about
 * which weights they are, and has no chance level.
 */
export function chanceInLayer(
  { a, b, weights }: PairLayer,
  metric: Metric,
  compat: Compat,
  model: NullModel,
): number {
  if (metric === 'epi') return NaN;
  if (metric === 'sals') return model.sals;
  if (metric === 'masked_sals') return model.maskedSals(a.kept / weights, b.kept / weights);
  return a.kept + b.kept === 0 && compat === 'correct' ? 1 : model.iou(a.kept / weights, b.kept / weights);
}
