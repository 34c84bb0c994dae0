import { keptCount, packMask, unpackMask, type BitMask } from '@metasparse/sparsity';
import { roundHalfEven } from './python-round.js';
import { smallest } from './smallest.js';

/**
 * How many of a layer's remaining weights are dropped: round(amount * remaining), amount =
 * clamp(1 - d / (1 - s) (1 - rate), 0, 1), s the layer's sparsity now. Brings a layer to d (1 - rate).
 */
export function dropCount(weights: number, remaining: number, density: number, rate: number): number {
  if (remaining === 0) return 0;
  const sparsity = (weights - remaining) / weights;
  const amount = Math.min(1, Math.max(0, 1 - (density / (1 - sparsity)) * (1 - rate)));
  return roundHalfEven(amount * remaining);
}

/** Drops the smallest |w| among the weights that the mask keeps; of equal ones the lower index first. */
export function drop(weights: Float32Array, mask: BitMask, density: number, rate: number): BitMask {
  const count = dropCount(mask.length, keptCount(mask), density, rate);
  if (count === 0) return mask;
  const kept = unpackMask(mask);
  const magnitudes = new Uint32Array(weights.length);
  new Float32Array(magnitudes.buffer).set(weights);
  for (let i = 0; i < magnitudes.length; i++) magnitudes[i] = (magnitudes[i] as number) & 0x7fffffff;
  for (const i of smallest(magnitudes, count, kept)) kept[i] = 0;
  return packMask(kept);
}
