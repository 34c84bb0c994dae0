import { seedMean } from './seed-mean.js';

/** Sample standard deviation over seeds of the values that are there; null where there are fewer than two. */
export function seedDeviation(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  if (there.length < 2) return null;
  const mean = seedMean(there);
  return Math.sqrt(there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (there.length - 1));
}
