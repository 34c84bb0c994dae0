/** Mean of the numbers among values, their sample standard deviation and how many they are. */
export interface Spread {
  /** null where no value is a number. */
  readonly mean: number | null;
  /** null with fewer than two numbers. */
  readonly sd: number | null;
  readonly count: number;
}

export function spreadOf(values: readonly (number | null)[]): Spread {
  const numbers = values.filter((value) => value !== null);
  const count = numbers.length;
  if (count === 0) return { mean: null, sd: null, count };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: count < 2 ? null : Math.sqrt(squares / (count - 1)), count };
}

/** Values of one seed each. */
export interface Seeded {
  readonly values: readonly (number | null)[];
  readonly seeds: readonly number[];
}

/** How the difference b - a varies over seeds. */
export interface Difference {
  readonly mean: number;
  /** null where one side has a single seed. */
  readonly sd: number | null;
  /** Whether both sides have the same seeds, so that the standard deviation is that of the differences seed by seed. */
  readonly paired: boolean;
}

/**
 * The difference of two means. Its spread is the standard deviation of the differences seed by seed where both have
 * the same seeds, otherwise the root of the sum of both variances. null where a side has no number.
 */
export function differenceOf(a: Seeded, b: Seeded): Difference | null {
  const [left, right] = [spreadOf(a.values), spreadOf(b.values)];
  if (left.mean === null || right.mean === null) return null;
  const mean = right.mean - left.mean;
  const bySeed = seedDifferences(a, b);
  if (bySeed !== null) return { mean, sd: spreadOf(bySeed).sd, paired: true };
  const sd = left.sd === null || right.sd === null ? null : Math.hypot(left.sd, right.sd);
  return { mean, sd, paired: false };
}

/** null where the seeds are not the same ones, or a value is missing. */
function seedDifferences(a: Seeded, b: Seeded): number[] | null {
  const [ofA, ofB] = [bySeed(a), bySeed(b)];
  if (ofA === null || ofB === null || ofA.size !== ofB.size || ofA.size < 2) return null;
  const differences: number[] = [];
  for (const [seed, value] of ofA) {
    const other = ofB.get(seed);
    if (other === undefined) return null;
    differences.push(other - value);
  }
  return differences;
}

function bySeed({ values, seeds }: Seeded): Map<number, number> | null {
  if (values.length !== seeds.length) return null;
  const map = new Map<number, number>();
  for (const [i, value] of values.entries()) {
    if (value === null) return null;
    map.set(seeds[i] as number, value);
  }
  return map.size === values.length ? map : null;
}
