import type { Comparison } from '../compare.js';

/** A golden number; `nan` and `IndexError` stand for what the public code gave instead of one. */
export type GoldenNumber = number | 'nan' | 'IndexError';

/** Adds a number to a comparison; NaN agrees with `nan` alone, nothing agrees with a value that is not there. */
export function compareNumber(
  comparison: Comparison,
  actual: number,
  expected: GoldenNumber | undefined,
  where: string,
): void {
  if (typeof expected === 'number') {
    comparison.add(where, actual, expected);
  } else {
    compareSame(comparison, expected === 'nan' && Number.isNaN(actual), where);
  }
}

export function compareNumbers(
  comparison: Comparison,
  actual: readonly number[],
  expected: readonly GoldenNumber[] | undefined,
  where: string,
): void {
  comparison.add(`${where}, length`, actual.length, expected?.length ?? NaN);
  actual.forEach((value, i) => {
    compareNumber(comparison, value, expected?.[i], `${where}[${i}]`);
  });
}

/** Adds a comparison that has no size: equal or not at all. */
export function compareSame(comparison: Comparison, same: boolean, where: string): void {
  comparison.add(where, same ? 0 : Infinity, 0);
}
