/**
 * K = int(n * keepRatio), cut toward zero after the float64 product, as Python computes it.
 * @throws RangeError unless 0 < keepRatio <= 1 and K >= 1 (the original fails on an empty top-K too).
 */
export function numToKeep(weights: number, keepRatio: number): number {
  if (!(keepRatio > 0 && keepRatio <= 1)) {
    throw new RangeError(`keepRatio is ${keepRatio}, it has to be above 0 and at most 1`);
  }
  const keep = Math.trunc(weights * keepRatio);
  if (keep < 1) {
    throw new RangeError(`keepRatio ${keepRatio} of ${weights} weights keeps none, at least 1 is needed`);
  }
  return keep;
}
