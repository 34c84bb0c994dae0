/**
 * A 0/1 mask shaped like a weight, eight elements a byte: element order O,I,H,W, the first element in the most
 * significant bit, the bits after the last element zero. The bytes equal numpy.packbits of the flattened mask.
 */
export interface BitMask {
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Bytes that hold `length` bits. */
export function byteCount(length: number): number {
  return Math.ceil(length / 8);
}

/** A mask that keeps nothing. */
export function emptyMask(length: number): BitMask {
  return { length, bytes: new Uint8Array(byteCount(length)) };
}

/**
 * Wraps packed bytes, e.g. as read from a file.
 * @throws RangeError where the byte count does not match or a bit after the last element is set.
 */
export function bitMask(length: number, bytes: Uint8Array): BitMask {
  if (!Number.isInteger(length) || length < 0 || bytes.length !== byteCount(length)) {
    throw new RangeError(`${bytes.length} bytes do not hold a mask of ${length} bits`);
  }
  const spare = bytes.length * 8 - length;
  const last = bytes.at(-1) ?? 0;
  if ((last & ((1 << spare) - 1)) !== 0) {
    throw new RangeError(`the ${spare} bits after the last of ${length} elements have to be zero`);
  }
  return { length, bytes };
}

/** Whether element `index` is kept. @throws RangeError outside [0, length). */
export function isKept(mask: BitMask, index: number): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= mask.length) {
    throw new RangeError(`element ${index} lies outside a mask of ${mask.length} elements`);
  }
  return (((mask.bytes[index >>> 3] as number) >>> (7 - (index & 7))) & 1) === 1;
}

/** Packs one value per element; anything but 0 and false is kept. */
export function packMask(kept: ArrayLike<number | boolean>): BitMask {
  const mask = emptyMask(kept.length);
  for (let i = 0; i < kept.length; i++) {
    if (kept[i]) {
      mask.bytes[i >>> 3] = (mask.bytes[i >>> 3] as number) | (0x80 >>> (i & 7));
    }
  }
  return mask;
}

/** One byte per element, 1 where kept. */
export function unpackMask(mask: BitMask): Uint8Array {
  return Uint8Array.from(
    { length: mask.length },
    (_, i) => ((mask.bytes[i >>> 3] as number) >>> (7 - (i & 7))) & 1,
  );
}
