/** Bits of a float32 that name its bin: sign, exponent and 11 bits of the fraction. */
const KEPT_BITS = 20;
const DROPPED_BITS = 32 - KEPT_BITS;
const SIGN = 0x80000000;

/** Counts float32 values in bins of one part in 2048, in memory that does not grow with their number (8 MiB). */
export class ValueHistogram {
  readonly #counts = new Float64Array(2 ** KEPT_BITS);
  readonly #float = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#float.buffer);
  #total = 0;

  add(value: number): void {
    this.#float[0] = value;
    const bits = this.#bits[0] as number;
    // Negative floats order the other way round: all bits flipped, and the sign of the others, sorts both.
    const bin = (bits >= SIGN ? ~bits >>> 0 : (bits | SIGN) >>> 0) >>> DROPPED_BITS;
    this.#counts[bin] = (this.#counts[bin] as number) + 1;
    this.#total++;
  }

  /** Middle of the bin that holds the (lower) median; null of nothing. */
  median(): number | null {
    if (this.#total === 0) return null;
    let below = 0;
    const bin = this.#counts.findIndex((count) => (below += count) >= this.#total / 2);
    const pattern = ((bin << DROPPED_BITS) | (1 << (DROPPED_BITS - 1))) >>> 0;
    this.#bits[0] = pattern >= SIGN ? (pattern ^ SIGN) >>> 0 : ~pattern >>> 0;
    return this.#float[0] as number;
  }
}
