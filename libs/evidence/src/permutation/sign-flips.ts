import { counterKey, uniform } from '@metasparse/scenenet';
import type { PermutationLimits } from './permutations.js';

/** Two-sided p values of means that would be 0, each alone and for the largest of all. */
export interface SignFlipP {
  readonly p: number;
  /** Corrected for having looked at all rows, by the largest statistic of a flip (Westfall and Young 1993). */
  readonly corrected: number;
}

const ROUNDING = 1e-9;

/**
 * Permutation test of whether the mean over seeds is 0: where it is, and a seed's difference is as likely to fall on one side as
 * on the other, every choice of signs is as likely as the observed one. A flip turns a seed in all rows at once, since a seed's
 * values come from one network. The statistic is the mean over the root mean square, which orders flips as |t| does. Rows with a
 * value that is no number have p NaN and correct nothing. The smallest p of n seeds is 2 / 2^n.
 *
 * @param rows rows[row][seed], differences to the null.
 */
export function signFlipTest(rows: readonly (readonly number[])[], limits: PermutationLimits): SignFlipP[] {
  const seeds = rows[0]?.length ?? 0;
  const flips = signsOf(seeds, limits);
  const observed = rows.map((row) => consistency(row, []));
  const own = rows.map(() => 0);
  const largest = rows.map(() => 0);
  for (const signs of flips) {
    const values = rows.map((row) => consistency(row, signs));
    const most = values.reduce((max, value) => (value > max ? value : max), -Infinity);
    observed.forEach((value, i) => {
      const bound = value * (1 - ROUNDING);
      if ((values[i] as number) >= bound) own[i] = (own[i] as number) + 1;
      if (most >= bound) largest[i] = (largest[i] as number) + 1;
    });
  }
  const share = (count: number, value: number): number => (Number.isNaN(value) ? NaN : count / flips.length);
  return observed.map((value, i) => ({
    p: share(own[i] as number, value),
    corrected: share(largest[i] as number, value),
  }));
}

/** All choices of signs where they are few, the observed one first; drawn ones otherwise. */
function signsOf(seeds: number, { most, draws, seed }: PermutationLimits): number[][] {
  const exact = 2 ** seeds <= most;
  const count = exact ? 2 ** seeds : draws + 1;
  return Array.from({ length: count }, (_, flip) =>
    Array.from({ length: seeds }, (_, i) => {
      const turned = exact ? (flip >> i) & 1 : flip > 0 && uniform(counterKey(seed, flip), i) < 0.5;
      return turned ? -1 : 1;
    }),
  );
}

/** |mean| over the root mean square of the values: between 0 and 1, and rising with Student's |t|. */
function consistency(values: readonly number[], signs: readonly number[]): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    sum += value * (signs[i] ?? 1);
    squares += value * value;
  }
  return squares === 0 ? 0 : Math.abs(sum) / Math.sqrt(values.length * squares);
}
