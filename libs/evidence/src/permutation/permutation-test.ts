import { dot, type RankStatistic } from '../rank/rank-statistic.js';

export interface PermutationP {
  readonly value: number;
  /** Share of the arrangements whose value is at least the observed one; NaN where that is no number. */
  readonly p: number;
  /** The same with the largest value over all predictions: corrected for having tried them all (Westfall and Young 1993). */
  readonly corrected: number;
}

/** Values that differ by rounding are equal. */
const ROUNDING = 1e-12;

/**
 * One-sided: how often a truth in another order agrees at least as well with a prediction. An arrangement lists for each place
 * where its truth comes from; the observed one, the identity, has to be among them, so that no p is 0.
 */
export function permutationTest(
  statistic: RankStatistic,
  predictions: readonly (readonly number[])[],
  truth: readonly number[],
  arrangements: readonly (readonly number[])[],
): PermutationP[] {
  const vectors = predictions.map(statistic.ofPrediction);
  const valuesOf = (arrangement: readonly number[]): number[] => {
    const vector = statistic.ofTruth(arrangement.map((from) => truth[from] as number));
    return vectors.map((prediction) => statistic.base + dot(prediction, vector));
  };
  const observed = valuesOf(truth.map((_, i) => i));
  const bounds = observed.map((value) => value - ROUNDING);
  const own = observed.map(() => 0);
  const largest = observed.map(() => 0);
  for (const arrangement of arrangements) {
    const values = valuesOf(arrangement);
    const most = values.reduce((max, value) => (value > max ? value : max), -Infinity);
    bounds.forEach((bound, i) => {
      if ((values[i] as number) >= bound) own[i] = (own[i] as number) + 1;
      if (most >= bound) largest[i] = (largest[i] as number) + 1;
    });
  }
  const share = (count: number, value: number): number =>
    Number.isNaN(value) ? NaN : count / arrangements.length;
  return observed.map((value, i) => ({
    value,
    p: share(own[i] as number, value),
    corrected: share(largest[i] as number, value),
  }));
}
