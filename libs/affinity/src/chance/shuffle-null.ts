import type { Compat } from '@metasparse/scenenet';
import { METRIC_FUNCTIONS } from '../metrics/metrics.js';
import type { PairLayer, PairSide } from '../metrics/pair-layer.js';
import type { Metric } from '../result/similarity-file.js';
import { hypergeometricIou, type Moments } from './hypergeometric-iou.js';

/**
 * What a metric gives in a layer when one task's weights there are shuffled, mask and saliency together: each task keeps as many
 * weights of the layer as before, but which ones says nothing any more. `epi` looks at the numbers alone and stays as it is. The
 * cosines have a dot product of mean (sum a)(sum b) / n and variance of the product of the centred squares over n - 1 (of
 * permutations, Hoeffding 1951); norms do not change.
 */
export function shuffleNull(layer: PairLayer, metric: Metric, compat: Compat): Moments {
  const { a, b, weights } = layer;
  if (metric === 'epi' || (metric === 'iou' && a.kept + b.kept === 0))
    return { mean: METRIC_FUNCTIONS[metric](layer, compat), sd: 0 };
  if (metric === 'iou') return hypergeometricIou(weights, a.kept, b.kept);
  return metric === 'sals'
    ? cosineMoments(weights, all(a), all(b))
    : cosineMoments(weights, masked(a), masked(b));
}

interface Sums {
  readonly sum: number;
  readonly square: number;
}

function all({ sum, square }: PairSide): Sums {
  return { sum, square };
}

function masked({ maskedSum, maskedSquare }: PairSide): Sums {
  return { sum: maskedSum, square: maskedSquare };
}

function cosineMoments(n: number, a: Sums, b: Sums): Moments {
  const norms = Math.sqrt(a.square * b.square);
  if (norms === 0) return { mean: 0, sd: 0 };
  const centred = ({ sum, square }: Sums): number => Math.max(0, square - (sum * sum) / n);
  const variance = n > 1 ? (centred(a) * centred(b)) / (n - 1) : 0;
  return { mean: (a.sum * b.sum) / n / norms, sd: Math.sqrt(variance) / norms };
}
