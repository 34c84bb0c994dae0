import { counterKey, uniform } from '@metasparse/scenenet';

/** One unit of a draw: a seed, and which of its resamples of blocks stands for it. */
export interface NestedPick {
  readonly seed: number;
  /** null where the seed has no resample. */
  readonly resample: number | null;
}

/**
 * Draws of a bootstrap in two stages: seeds with replacement, as many as there are; for each a resample of its blocks of batches.
 * The same draws from the same `salt` on every machine.
 * @param resamples how many each seed has.
 */
export function nestedDraws(resamples: readonly number[], draws: number, salt: number): NestedPick[][] {
  const seeds = resamples.length;
  return Array.from({ length: draws }, (_, draw) => {
    const key = counterKey(salt, draw);
    return Array.from({ length: seeds }, (_, i) => {
      const seed = Math.floor(uniform(key, 2 * i) * seeds);
      const count = resamples[seed] ?? 0;
      return { seed, resample: count === 0 ? null : Math.floor(uniform(key, 2 * i + 1) * count) };
    });
  });
}
