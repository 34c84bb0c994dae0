import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { quantile, type Interval } from '@metasparse/grouping';

/**
 * Bias-corrected and accelerated bootstrap interval (Efron 1987), as scipy.stats.bootstrap(method='BCa') computes it: quantiles of
 * the replicates at levels moved by the share of them below the observed value (half of those equal to it) and by the skewness of
 * the jackknife values. A share of 0 or 1, of which the normal quantile is infinite, counts as half a replicate less.
 *
 * @param replicates values on bootstrap draws, at least one.
 * @param leftOut values with one unit left out, in any order; with fewer than two there is no acceleration.
 * @throws RangeError for no replicates or a confidence outside (0, 1).
 */
export function bcaInterval(
  observed: number,
  replicates: readonly number[],
  leftOut: readonly number[],
  confidence: number,
): Interval {
  if (replicates.length === 0) throw new RangeError('0 replicates were given, at least 1 is needed');
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`the confidence is ${confidence}, it has to lie between 0 and 1`);
  const bias = normalQuantile(shareBelow(observed, replicates), 0, 1);
  const skew = acceleration(leftOut);
  const level = (tail: number): number => {
    const z = bias + normalQuantile(tail, 0, 1);
    return normalCdf(bias + z / (1 - skew * z), 0, 1);
  };
  const tail = (1 - confidence) / 2;
  return [quantile(replicates, level(tail)), quantile(replicates, level(1 - tail))];
}

function shareBelow(observed: number, replicates: readonly number[]): number {
  const below = replicates.filter((value) => value < observed).length;
  const equal = replicates.filter((value) => value === observed).length;
  const half = 0.5 / replicates.length;
  return Math.min(1 - half, Math.max(half, (below + equal / 2) / replicates.length));
}

/** A sixth of the skewness of the jackknife's deviations; 0 where they do not differ. */
function acceleration(leftOut: readonly number[]): number {
  const mean = leftOut.reduce((sum, value) => sum + value, 0) / leftOut.length;
  const deviations = leftOut.map((value) => mean - value);
  const squares = deviations.reduce((sum, d) => sum + d * d, 0);
  const cubes = deviations.reduce((sum, d) => sum + d ** 3, 0);
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
