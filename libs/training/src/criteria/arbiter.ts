import { intersectionOf, unionOf, type BitMask } from '@metasparse/sparsity';

/** How the tasks' masks become one mask of the shared backbone; `union` is the original's. */
export const ARBITERS = ['union', 'majority', 'intersection'] as const;
export type Arbiter = (typeof ARBITERS)[number];

/** Tasks that have to keep a weight: 1, more than half, or all. */
export function votesNeeded(arbiter: Arbiter, tasks: number): number {
  switch (arbiter) {
    case 'union':
      return 1;
    case 'majority':
      return Math.floor(tasks / 2) + 1;
    case 'intersection':
      return tasks;
  }
}

/** Kept where at least `votesNeeded` masks keep. @throws RangeError for no mask or lengths that differ. */
export function arbitrate(masks: readonly BitMask[], arbiter: Arbiter): BitMask {
  if (arbiter === 'union') return unionOf(masks);
  if (arbiter === 'intersection' || masks.length < 3) return intersectionOf(masks);
  const [first] = masks as readonly [BitMask, ...BitMask[]];
  const needed = votesNeeded(arbiter, masks.length);
  const bytes = new Uint8Array(first.bytes.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = majorityByte(masks, i, needed);
  return { length: first.length, bytes };
}

/** The bits that at least `needed` masks set in byte `i`. */
function majorityByte(masks: readonly BitMask[], i: number, needed: number): number {
  // planes[k]: bits set in at least k masks so far.
  const planes = new Uint8Array(needed + 1);
  planes[0] = 0xff;
  for (const { bytes } of masks) {
    const byte = bytes[i] as number;
    for (let k = needed; k > 0; k--) planes[k] = (planes[k] as number) | ((planes[k - 1] as number) & byte);
  }
  return planes[needed] as number;
}
