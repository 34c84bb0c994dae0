/** An expectation and the standard deviation around it. */
export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Probabilities below this share of the largest one are left out. */
const NEGLIGIBLE = 1e-18;

/**
 * Expectation and standard deviation of the IoU of two masks of a layer, one of which is shuffled: k weights are kept by both with
 * the hypergeometric probability of `keptA` and `keptB` out of `weights`, and the IoU is then k / (keptA + keptB - k). Summed
 * outwards from the most probable k. NaN where neither keeps anything.
 */
export function hypergeometricIou(weights: number, keptA: number, keptB: number): Moments {
  const either = keptA + keptB;
  const mode = Math.floor(((keptA + 1) * (keptB + 1)) / (weights + 2));
  const sums = { p: 0, x: 0, xx: 0 };
  const add = (k: number, p: number): void => {
    const x = k / (either - k);
    sums.p += p;
    sums.x += p * x;
    sums.xx += p * x * x;
  };
  const ratioUp = (k: number): number => ((keptA - k) * (keptB - k)) / ((k + 1) * (weights - either + k + 1));
  add(mode, 1);
  for (let k = mode, p = 1; (p *= ratioUp(k)) > NEGLIGIBLE; k++) add(k + 1, p);
  for (let k = mode, p = 1; k > 0 && (p /= ratioUp(k - 1)) > NEGLIGIBLE; k--) add(k - 1, p);
  const mean = sums.x / sums.p;
  return { mean, sd: Math.sqrt(Math.max(0, sums.xx / sums.p - mean * mean)) };
}
