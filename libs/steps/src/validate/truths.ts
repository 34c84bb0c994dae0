import { pairGain, type GainMeasure, type PerSeed } from '@metasparse/evidence';
import type { NamedPair } from './predictions.js';
import type { ReadGains } from './read-gains.js';

export interface Truths {
  readonly pairs: readonly NamedPair[];
  /** truth[pair][seed] */
  readonly truth: readonly PerSeed[];
  /** Pairs without a number. */
  readonly missing: readonly NamedPair[];
}

/** The gain of each pair, the mean of its two directions; or, directed, what the second gains from the first. */
export function truthsOf(
  gains: ReadGains,
  measure: GainMeasure,
  tasks: readonly string[],
  directed: boolean,
): Truths {
  const all = tasks.flatMap((a, i) =>
    tasks.flatMap((b, j): NamedPair[] => ((directed ? i !== j : i < j) ? [[a, b]] : [])),
  );
  const known = all.map(([a, b]) => {
    const forth = pairGain(gains, measure, b, a);
    const back = pairGain(gains, measure, a, b);
    return directed ? forth : bothMean(forth, back);
  });
  const there = all.map((_, i) => known[i]?.some((value) => value !== null) === true);
  return {
    pairs: all.filter((_, i) => there[i]),
    truth: known.filter((seeds, i): seeds is PerSeed => seeds !== null && there[i] === true),
    missing: all.filter((_, i) => !there[i]),
  };
}

function bothMean(a: PerSeed | null, b: PerSeed | null): PerSeed | null {
  if (a === null || b === null) return null;
  return a.map((value, seed) => {
    const other = b[seed] ?? null;
    return value === null || other === null ? null : (value + other) / 2;
  });
}
