import { counterKey } from '@metasparse/scenenet';
import { drawBelow } from '../augment/draws.js';

/** Apart from the purposes of augmentation, whose keys have four counters. */
const ORDER_PURPOSE = 0x0d;

/** A permutation of 0..count-1 drawn from (seed, epoch) alone (Fisher-Yates from the end). */
export function sampleOrder(seed: number, epoch: number, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const key = counterKey(seed, epoch, ORDER_PURPOSE);
  for (let last = count - 1; last > 0; last--) {
    const other = drawBelow(key, last, last + 1);
    const swapped = order[last] as number;
    order[last] = order[other] as number;
    order[other] = swapped;
  }
  return order;
}
