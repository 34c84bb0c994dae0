import { counterKey, hash } from '@metasparse/scenenet';
import { weightCount } from '@metasparse/sparsity';
import type { DrawnLayer } from '../dynamic/initial-masks.js';

const RANDOM_SCORE = 7;

/** |w| of every weight. */
export function l1Scores(weights: Float32Array): Float32Array {
  return weights.map((w) => Math.abs(w));
}

/**
 * (sum_b |g_b|) w^2: products rounded to float32 one after the other, the square first, as the original computes it.
 * @throws RangeError where the lengths differ.
 */
export function gradientSquareScores(gradientSums: Float32Array, weights: Float32Array): Float32Array {
  if (gradientSums.length !== weights.length)
    throw new RangeError(`${gradientSums.length} gradients for ${weights.length} weights`);
  return gradientSums.map((sum, i) => sum * Math.fround((weights[i] as number) ** 2));
}

/** Uniform in (0, 1), keyed by seed and layer: the same for every task, so tasks agree in the backbone. */
export function randomScores(layer: DrawnLayer, seed: number): Float32Array {
  const key = counterKey(seed, RANDOM_SCORE, layer.stream);
  const values = new Float32Array(weightCount(layer));
  // 24 bits and a half: float32 has no more between 0 and 1 at one spacing.
  for (let e = 0; e < values.length; e++) values[e] = ((hash(key, e) >>> 8) + 0.5) / 16_777_216;
  return values;
}

const SIGN = 0x80000000;
const LARGEST_FINITE = 0x7f7fffff;

/**
 * Signed values as positive float32 numbers in the same order, for a selection that ranks scores which are not
 * negative: the ordered bit pattern without its lowest bit, so that only neighbours in float32 become ties (and values above
 * 1.7e38, the last half of the largest exponent).
 * @throws RangeError for a value that is not finite.
 */
export function orderedScores(values: Float32Array): Float32Array {
  const scores = new Float32Array(values.length);
  const [from, to] = [new Uint32Array(values.slice().buffer), new Uint32Array(scores.buffer)];
  for (let i = 0; i < from.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`element ${i}: score ${values[i]} is not finite`);
    const pattern = from[i] as number;
    const ordered = pattern >= SIGN ? ~pattern >>> 0 : (pattern | SIGN) >>> 0;
    to[i] = Math.min(ordered >>> 1, LARGEST_FINITE);
  }
  return scores;
}
