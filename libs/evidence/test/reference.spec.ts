import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  averageRanks,
  permutations,
  permutationTest,
  RANK_STATISTICS,
  rankStatistic,
  relabelledPairs,
  type Pair,
} from '@metasparse/evidence';

type Named<T> = Readonly<Record<'spearman' | 'kendall', T>>;
interface Reference {
  readonly cases: readonly (Named<number> & Readonly<Record<'x' | 'y' | 'ranks', readonly number[]>>)[];
  readonly exact: readonly {
    readonly tasks: number;
    readonly pairs: readonly Pair[];
    readonly predictions: readonly (readonly number[])[];
    readonly truth: readonly number[];
    readonly byTasks: Named<Readonly<Record<'p' | 'corrected', readonly number[]>>>;
    readonly byPairs?: Named<readonly number[]>;
  }[];
}

/** Written by make_fixtures.py beside it, from scipy. */
const FILE = new URL('fixtures/rank-statistics.json', import.meta.url);
const { cases, exact } = JSON.parse(readFileSync(FILE, 'utf8')) as Reference;
const near = (value: number): unknown => expect.closeTo(value, 12);
const NAMES = ['spearman', 'kendall'] as const;
const ALL = { most: 1000, draws: 0, seed: 0 };

describe('scipy gives the same', () => {
  it.each(cases)('ranks and correlations, case %#', ({ x, y, ranks, ...values }) => {
    expect(averageRanks(x)).toEqual(ranks);
    for (const name of NAMES)
      expect(rankStatistic(RANK_STATISTICS[name], x, y), name).toBeCloseTo(values[name], 12);
  });

  it.each(exact)(
    'p of all labels of $tasks tasks, case %#',
    ({ tasks, pairs, predictions, truth, byTasks }) => {
      const { list } = permutations(tasks, ALL);
      const arrangements = list.map((labels) => relabelledPairs(pairs, labels));
      for (const name of NAMES) {
        const tests = permutationTest(RANK_STATISTICS[name], predictions, truth, arrangements);
        expect(tests.map(({ p }) => p)).toEqual(byTasks[name].p.map(near));
        expect(tests.map(({ corrected }) => corrected)).toEqual(byTasks[name].corrected.map(near));
      }
    },
  );

  const small = exact.flatMap(({ byPairs, ...rest }) =>
    byPairs === undefined ? [] : [{ byPairs, ...rest }],
  );
  it.each(small)('p of all orders of the pairs, case %#', ({ pairs, predictions, truth, byPairs }) => {
    const { list } = permutations(pairs.length, ALL);
    for (const name of NAMES) {
      const tests = permutationTest(RANK_STATISTICS[name], predictions, truth, list);
      expect(tests.map(({ p }) => p)).toEqual(byPairs[name].map(near));
    }
  });
});
