import { type BitMask, byteCount, emptyMask } from './bit-mask.js';

/** Set bits of every byte value. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>>= 1) {
    ones += rest & 1;
  }
  return ones;
});

/** Kept elements. */
export function keptCount(mask: BitMask): number {
  return countOnes(mask.bytes);
}

/** Elements kept by both. @throws RangeError where the lengths differ. */
export function keptByBoth(a: BitMask, b: BitMask): number {
  sameLength(a, b);
  let count = 0;
  for (let i = 0; i < a.bytes.length; i++) {
    count += ONES[(a.bytes[i] as number) & (b.bytes[i] as number)] as number;
  }
  return count;
}

/** Elements kept by at least one. @throws RangeError where the lengths differ. */
export function keptByEither(a: BitMask, b: BitMask): number {
  return keptCount(a) + keptCount(b) - keptByBoth(a, b);
}

/** Kept where any mask keeps. @throws RangeError for no mask or lengths that differ. */
export function unionOf(masks: readonly BitMask[]): BitMask {
  return combine(masks, (a, b) => a | b);
}

/** Kept where every mask keeps. @throws RangeError for no mask or lengths that differ. */
export function intersectionOf(masks: readonly BitMask[]): BitMask {
  return combine(masks, (a, b) => a & b);
}

/**
 * How many elements exactly 0, 1, …, masks.length of the masks keep. Counted byte by byte in bit planes: plane k
 * holds the elements that at least k masks keep.
 * @throws RangeError for no mask or lengths that differ.
 */
export function agreementCounts(masks: readonly BitMask[]): readonly number[] {
  const first = firstOf(masks);
  const atLeast = new Float64Array(masks.length + 2);
  const planes = new Uint8Array(masks.length + 1);
  for (let i = 0; i < byteCount(first.length); i++) {
    planes.fill(0);
    for (let m = 0; m < masks.length; m++) {
      const byte = (masks[m] as BitMask).bytes[i] as number;
      for (let k = m + 1; k > 1; k--) {
        planes[k] = (planes[k] as number) | ((planes[k - 1] as number) & byte);
      }
      planes[1] = (planes[1] as number) | byte;
    }
    for (let k = 1; k < planes.length; k++) {
      atLeast[k] = (atLeast[k] as number) + (ONES[planes[k] as number] as number);
    }
  }
  atLeast[0] = first.length;
  return Array.from(
    { length: masks.length + 1 },
    (_, k) => (atLeast[k] as number) - (atLeast[k + 1] as number),
  );
}

function combine(masks: readonly BitMask[], join: (a: number, b: number) => number): BitMask {
  const first = firstOf(masks);
  const result = emptyMask(first.length);
  result.bytes.set(first.bytes);
  for (const mask of masks.slice(1)) {
    for (let i = 0; i < result.bytes.length; i++) {
      result.bytes[i] = join(result.bytes[i] as number, mask.bytes[i] as number);
    }
  }
  return result;
}

function countOnes(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    count += ONES[bytes[i] as number] as number;
  }
  return count;
}

function firstOf(masks: readonly BitMask[]): BitMask {
  const [first, ...rest] = masks;
  if (first === undefined) {
    throw new RangeError('0 masks were given, at least 1 is needed');
  }
  rest.forEach((mask) => {
    sameLength(first, mask);
  });
  return first;
}

function sameLength(a: BitMask, b: BitMask): void {
  if (a.length !== b.length) {
    throw new RangeError(`masks of ${a.length} and ${b.length} elements cannot be compared`);
  }
}
