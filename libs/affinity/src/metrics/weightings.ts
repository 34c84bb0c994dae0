import type { Compat } from '@metasparse/scenenet';
import type { Weighting } from '../result/similarity-file.js';
import { epi } from './metrics.js';
import type { PairLayer } from './pair-layer.js';

/** Layers that `five_zeros` leaves out. */
const STEP = 5;

type WeightFunction = (layer: PairLayer, compat: Compat) => number;

/**
 * Weight of layer l by name (reference §6): 1; l; l + 1; 0 for l < 5 and 1 from there; the sum and the minimum of the
 * two sparsities; epi. The last three look at the whole layer when correct; as published they look at filter number
 * l of layer l (quirk 1).
 */
export const WEIGHT_FUNCTIONS: Readonly<Record<Weighting, WeightFunction>> = {
  equal: () => 1,
  linear: ({ index }) => index,
  linear_plus_one: ({ index }) => index + 1,
  five_zeros: ({ index }) => (index < STEP ? 0 : 1),
  av_sparsity: onPart(({ weights, a, b }) => 1 - a / weights + (1 - b / weights)),
  min_sparsity: onPart(({ weights, a, b }) => Math.min(1 - a / weights, 1 - b / weights)),
  epi_like: onPart(({ a, b }) => epi(a, b)),
};

/** The weightings that need filter l of layer l in compat reference. */
export const FILTER_WEIGHTINGS: ReadonlySet<Weighting> = new Set(['av_sparsity', 'min_sparsity', 'epi_like']);

/** The part of a layer whose kept weights count, and how many each task keeps there. */
interface CountedPart {
  readonly weights: number;
  readonly a: number;
  readonly b: number;
}

/** @throws RangeError (when called, in compat reference) for a layer that has no filter of its own number. */
function onPart(weight: (part: CountedPart) => number): WeightFunction {
  return (layer, compat) => weight(compat === 'correct' ? wholeLayer(layer) : ownFilter(layer));
}

function wholeLayer({ weights, a, b }: PairLayer): CountedPart {
  return { weights, a: a.kept, b: b.kept };
}

function ownFilter({ index, name, weights, filterWeights, a, b }: PairLayer): CountedPart {
  if (a.keptInOwnFilter === null || b.keptInOwnFilter === null) {
    throw new RangeError(
      `layer ${index} (${name}) has ${weights / filterWeights} filters and no filter number ${index}: the published ` +
        'sparsity weights fail there (an IndexError in the original); compat correct uses the whole layer',
    );
  }
  return { weights: filterWeights, a: a.keptInOwnFilter, b: b.keptInOwnFilter };
}
