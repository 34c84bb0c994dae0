import { halfNormalSum } from './half-normal-sum.js';

/** Upper partial moments of G = |g_1| + … + |g_n|, as a function of where the tail starts. */
export interface UpperTail {
  /** P(G >= x). */
  probability(x: number): number;
  /** E[G · 1(G >= x)]. */
  first(x: number): number;
  /** E[G² · 1(G >= x)]. */
  second(x: number): number;
}

/** Tabulates the tails of G on its lattice; between the cells' borders they are interpolated linearly. */
export function upperTail(n: number): UpperTail {
  const { origin, step, mass } = halfNormalSum(n);
  const tailOf = (power: number): ((x: number) => number) => {
    const above = suffixSums(mass, (k) => (origin + k * step) ** power);
    return (x) => interpolate(above, (x - origin) / step + 0.5);
  };
  return { probability: tailOf(0), first: tailOf(1), second: tailOf(2) };
}

/** above[k] = sum of mass · weight over the cells k, k + 1, … */
function suffixSums(mass: Float64Array, weight: (k: number) => number): Float64Array {
  const above = new Float64Array(mass.length + 1);
  for (let k = mass.length - 1; k >= 0; k--) {
    above[k] = (above[k + 1] as number) + (mass[k] as number) * weight(k);
  }
  return above;
}

/** Cell k lies between borders k and k + 1, but cell 0 has only its upper half: nothing is below zero. */
function interpolate(above: Float64Array, border: number): number {
  if (border <= 0.5) {
    return above[0] as number;
  }
  const k = Math.floor(border);
  if (k >= above.length - 1) {
    return 0;
  }
  const part = k === 0 ? 2 * border - 1 : border - k;
  return (above[k] as number) * (1 - part) + (above[k + 1] as number) * part;
}
