import { bcaInterval } from './bca.js';
import type { NestedPick } from './nested-draws.js';
import type { Interval } from '@metasparse/grouping';

/** A quantity in every seed, and on each resample of the seed's blocks of batches. */
export interface NestedValues {
  readonly seeds: readonly number[];
  /** resamples[seed][resample] */
  readonly resamples: readonly (readonly number[])[];
  /** [seed]: factor on how far its resamples lie apart. */
  readonly scales: readonly number[];
}

/**
 * Mean over the picks of each draw. A resample counts by how far it lies from the mean of its seed's resamples, times the seed's
 * factor: it holds fewer batches than the seed does, and similarity depends on how many there are, so that its own value is off by
 * a bias that has nothing to do with spread.
 */
export function nestedMeans(
  { seeds, resamples, scales }: NestedValues,
  draws: readonly (readonly NestedPick[])[],
): number[] {
  const centres = resamples.map(meanOf);
  const valueOf = ({ seed, resample }: NestedPick): number => {
    const value = seeds[seed] ?? NaN;
    if (resample === null) return value;
    return value + (scales[seed] ?? NaN) * ((resamples[seed]?.[resample] ?? NaN) - (centres[seed] ?? NaN));
  };
  return draws.map((picks) => meanOf(picks.map(valueOf)));
}

/**
 * BCa interval of the mean over seeds; with one seed that of its resamples, which says nothing about other seeds. null where a
 * value is no number, or nothing was resampled.
 */
export function nestedInterval(
  values: NestedValues,
  draws: readonly (readonly NestedPick[])[],
  confidence: number,
): Interval | null {
  const { seeds } = values;
  if (seeds.length < 2 && (values.resamples[0]?.length ?? 0) < 2) return null;
  const replicates = nestedMeans(values, draws);
  if (replicates.length === 0 || [...seeds, ...replicates].some(Number.isNaN)) return null;
  return bcaInterval(meanOf(seeds), replicates, leaveOneOut(seeds), confidence);
}

/** Means with one value left out; none of a single value. */
export function leaveOneOut(values: readonly number[]): number[] {
  if (values.length < 2) return [];
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum - value) / (values.length - 1));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
