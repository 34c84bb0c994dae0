const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

/** The float32 values of an array as unsigned bit patterns; a view, not a copy. */
export function floatBits(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/** The same as signed integers: for values that are not negative, their order is the order of the values. */
export function signedPatterns(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

/** The float32 with this bit pattern. */
export function bitsToFloat(bits: number): number {
  BITS[0] = bits;
  return FLOAT[0] as number;
}

/** Bit pattern of a number rounded to float32. */
export function floatToBits(value: number): number {
  FLOAT[0] = value;
  return BITS[0] as number;
}
