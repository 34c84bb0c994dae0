/** Middle, least and greatest of a few measurements. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Middle value; of an even number of values the mean of the two in the middle. Throws RangeError when there is none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  const high = sorted[upper] ?? Number.NaN;
  const low = sorted[sorted.length % 2 === 0 ? upper - 1 : upper] ?? Number.NaN;
  return (low + high) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The spread of a measurement by round, of numerator over denominator: drift between rounds cancels. */
export function ratioOf(numerator: readonly number[], denominator: readonly number[]): Spread {
  const rounds = Math.min(numerator.length, denominator.length);
  return spreadOf(
    numerator.slice(0, rounds).map((value, round) => value / (denominator[round] ?? Number.NaN)),
  );
}
