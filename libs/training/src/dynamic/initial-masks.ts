import { counterKey, hash, type Compat } from '@metasparse/scenenet';
import { packMask, weightCount, type BitMask, type LayerDescriptor } from '@metasparse/sparsity';
import { roundHalfEven } from './python-round.js';
import { smallest } from './smallest.js';

const INITIAL_MASK = 6;

/** A layer with the counter stream of its draws. */
export type DrawnLayer = LayerDescriptor & { readonly stream: number };

/**
 * Random masks to start from: layer l loses round((1 - d_l) n_l) weights (halves to even). `reference` leaves
 * backbone.conv1 whole, which is pruned and grown like any other layer later (quirk 27).
 */
export function initialMasks(
  layers: readonly DrawnLayer[],
  densities: readonly number[],
  seed: number,
  compat: Compat,
): BitMask[] {
  return layers.map((layer, l) => {
    const length = weightCount(layer);
    const whole = compat === 'reference' && layer.name === 'backbone.conv1';
    const removed = whole ? 0 : initiallyRemoved(length, densities[l] ?? 1);
    return randomMask(length, removed, counterKey(seed, INITIAL_MASK, layer.stream));
  });
}

/** round((1 - d) n), halves to even. */
export function initiallyRemoved(weights: number, density: number): number {
  return roundHalfEven((1 - density) * weights);
}

/** Removes the `removed` elements with the smallest hash of (key, element). */
export function randomMask(length: number, removed: number, key: number): BitMask {
  const kept = new Uint8Array(length).fill(1);
  if (removed > 0) {
    const keys = Uint32Array.from({ length }, (_, e) => hash(key, e));
    for (const e of smallest(keys, removed)) kept[e] = 0;
  }
  return packMask(kept);
}
