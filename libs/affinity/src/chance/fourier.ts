/** A complex signal whose length is a power of two. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** In-place radix-2 Fourier transform; `sign` -1 forward, +1 backward (not divided by the length). */
export function fourier({ re, im }: Complex, sign: -1 | 1): void {
  reorder(re, im);
  for (let half = 1; half < re.length; half *= 2) {
    const angle = (sign * Math.PI) / half;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos(angle * k);
      const sin = Math.sin(angle * k);
      for (let i = k; i < re.length; i += 2 * half) {
        butterfly(re, im, i, i + half, cos, sin);
      }
    }
  }
}

function butterfly(re: Float64Array, im: Float64Array, i: number, j: number, cos: number, sin: number): void {
  const [a, b] = [re[j] as number, im[j] as number];
  const x = a * cos - b * sin;
  const y = a * sin + b * cos;
  const [u, v] = [re[i] as number, im[i] as number];
  re[j] = u - x;
  im[j] = v - y;
  re[i] = u + x;
  im[i] = v + y;
}

/** Moves element i to the place whose index has i's bits reversed. */
function reorder(re: Float64Array, im: Float64Array): void {
  const length = re.length;
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j] as number, re[i] as number];
      [im[i], im[j]] = [im[j] as number, im[i] as number];
    }
  }
}
