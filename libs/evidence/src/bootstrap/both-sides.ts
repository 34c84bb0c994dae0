import { percentileInterval, resampledSeeds, type Interval } from '@metasparse/grouping';
import { dot, type RankStatistic } from '../rank/rank-statistic.js';
import { seedMean } from './seed-mean.js';

/** values[pair][seed]; null where a seed has none. */
export type SeedValues = readonly (readonly (number | null)[])[];

/** Means of each pair on draws of the seeds with replacement, draw by draw: the same seeds for all pairs of a draw. */
export function drawnMeans(values: SeedValues, resamples: number, salt: number): number[][] {
  const seeds = values[0]?.length ?? 0;
  return resampledSeeds(seeds, resamples, salt).map((times) => values.map((pair) => seedMean(pair, times)));
}

/**
 * Percentile interval of a statistic over draws of both sides, which were drawn apart from each other; `truths` are the vectors of
 * the truth, draw by draw. Draws without a number are left out; null where none has one.
 */
export function statisticInterval(
  { base, ofPrediction }: RankStatistic,
  predictions: readonly (readonly number[])[],
  truths: readonly Float64Array[],
  confidence: number,
): Interval | null {
  const values = predictions
    .map((prediction, draw) => base + dot(ofPrediction(prediction), truths[draw] as Float64Array))
    .filter((value) => !Number.isNaN(value));
  return values.length === 0 ? null : percentileInterval(values, confidence);
}
