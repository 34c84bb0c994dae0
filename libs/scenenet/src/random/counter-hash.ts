/**
 * Numbers drawn from counters, never from a stream: value `e` of stream `s` is a function of (s, e, salt) alone, so
 * the order of drawing, the number of workers and a restart cannot change it. All arithmetic is modulo 2^32.
 */
function mix(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  return x ^ (x >>> 15);
}

/** Key of one stream; pass it to `hash`. */
export function streamKey(stream: number, salt = 0): number {
  return mix((Math.imul(0x9e3779b9, stream + 1) + salt) | 0);
}

/** 32 uniform bits (as an unsigned number) of element `e` of the stream with this key. */
export function hash(key: number, e: number): number {
  return mix((mix(e | 0) + key) | 0) >>> 0;
}

/** Uniform in [-1, 1), a multiple of 2^-23, exact in float32. */
export function symmetric(key: number, e: number): number {
  return ((hash(key, e) >>> 8) - 8388608) / 8388608;
}

/** Uniform in [0, 1), a multiple of 2^-24. */
export function uniform(key: number, e: number): number {
  return (hash(key, e) >>> 8) / 16777216;
}

/** Folds several counters (seed, epoch, sample, layer) into one key, order-sensitive. */
export function counterKey(...counters: readonly number[]): number {
  return counters.reduce((key, counter) => hash(key, counter), 0x5bd1e995) | 0;
}
