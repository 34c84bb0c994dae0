import type { Compat } from '@metasparse/scenenet';
import { keptCount, packMask, unionOf, unpackMask, type BitMask } from '@metasparse/sparsity';
import { smallest } from './smallest.js';

/** What a layer grew. */
export interface Growth {
  readonly mask: BitMask;
  /** Weights the layer is short of its density: k of each task in the original. */
  readonly wanted: number;
  readonly grown: number;
}

/** k = int(clamp(s - (1 - d), 0, 1) n), s the layer's sparsity after the drop. */
export function growCount(weights: number, remaining: number, density: number): number {
  return Math.trunc(growShare(weights, remaining, density) * weights);
}

function growShare(weights: number, remaining: number, density: number): number {
  return Math.min(1, Math.max(0, (weights - remaining) / weights - (1 - density)));
}

/**
 * Grows a layer where the tasks' |dL/dw| are largest among the masked weights. A head has one task; in the backbone
 * the tasks' choices are joined.
 *
 * `correct`: the union of the tasks' choices is exactly `wanted` weights (fewer only where fewer have a gradient):
 * every task takes its k best, k the largest for which the union fits, and the rest is filled by the tasks' next best
 * in turn. `reference`: every task takes `wanted`, ties included, so the union overshoots; a threshold of zero grows
 * the whole layer, and so does a share above 0 that amounts to no weight (quirk 4).
 */
export function grow(
  gradients: readonly Float32Array[],
  mask: BitMask,
  density: number,
  compat: Compat,
): Growth {
  const before = keptCount(mask);
  const wanted = growCount(mask.length, before, density);
  const grownMask =
    compat === 'reference'
      ? growAsPublished(gradients, mask, wanted, growShare(mask.length, before, density))
      : growBounded(gradients, mask, wanted);
  return { mask: grownMask, wanted, grown: keptCount(grownMask) - before };
}

function growAsPublished(
  gradients: readonly Float32Array[],
  mask: BitMask,
  wanted: number,
  share: number,
): BitMask {
  if (share <= 0) return mask;
  if (wanted === 0) return packMask(new Uint8Array(mask.length).fill(1));
  const kept = unpackMask(mask);
  return unionOf([mask, ...gradients.map((gradient) => aboveThreshold(gradient, kept, wanted))]);
}

/** Every element at or above the `count`-th largest of |g| (mask == 0). */
function aboveThreshold(gradient: Float32Array, kept: Uint8Array, count: number): BitMask {
  const statistic = gradient.map((g, i) => (kept[i] === 1 ? 0 : Math.abs(g)));
  const order = largest(statistic, count);
  const threshold = order.reduce((min, i) => Math.min(min, statistic[i] as number), Infinity);
  return packMask(Uint8Array.from(statistic, (s) => (s >= threshold ? 1 : 0)));
}

function growBounded(gradients: readonly Float32Array[], mask: BitMask, wanted: number): BitMask {
  const kept = unpackMask(mask);
  const rankings = gradients.map((gradient) => ranking(gradient, kept, wanted));
  const grown = new Uint8Array(kept);
  let count = 0;
  for (let rank = 0; rank < wanted && count < wanted; rank++)
    for (const order of rankings) {
      const i = order[rank];
      if (i === undefined || grown[i] === 1 || count === wanted) continue;
      grown[i] = 1;
      count++;
    }
  return packMask(grown);
}

/** The `count` masked elements with the largest gradient that is not zero, largest first, lower index first. */
function ranking(gradient: Float32Array, kept: Uint8Array, count: number): Uint32Array {
  const statistic = gradient.map((g, i) => (kept[i] === 1 ? 0 : Math.abs(g)));
  const candidates = statistic.reduce((sum, s) => sum + (s > 0 ? 1 : 0), 0);
  const order = largest(statistic, Math.min(count, candidates));
  return order.sort((a, b) => (statistic[b] as number) - (statistic[a] as number) || a - b);
}

/** Indices of the `count` largest of values that are not negative, in index order; lower index first among equals. */
function largest(values: Float32Array, count: number): Uint32Array {
  const patterns = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return smallest(
    patterns.map((pattern) => 0x7fffffff - (pattern & 0x7fffffff)),
    count,
  );
}
