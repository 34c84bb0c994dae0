import { describe, expect, it } from 'vitest';
import { RANK_STATISTICS } from '../rank/statistics.js';
import { permutationTest } from './permutation-test.js';
import { permutations } from './permutations.js';
import { relabelledPairs } from './relabelled-pairs.js';

const LIMITS = { most: 24, draws: 4999, seed: 3 };

describe('permutations', () => {
  it('are all of them, each once, the identity first, where there are few', () => {
    const { exact, list } = permutations(4, LIMITS);
    expect([exact, list.length, new Set(list.map(String)).size]).toEqual([true, 24, 24]);
    expect(list[0]).toEqual([0, 1, 2, 3]);
  });

  it('are drawn where there are many, the same from the same seed, each thing everywhere alike', () => {
    const { exact, list } = permutations(5, LIMITS);
    expect([exact, list.length, list[0]]).toEqual([false, 5000, [0, 1, 2, 3, 4]]);
    expect(permutations(5, LIMITS).list).toEqual(list);
    expect(permutations(5, { ...LIMITS, seed: 4 }).list).not.toEqual(list);
    for (const order of list) expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
    for (let place = 0; place < 5; place++) {
      const zeros = list.filter((order) => order[place] === 0).length;
      // Five standard deviations of a binomial of 5000 and 1/5.
      expect(Math.abs(zeros - 1000)).toBeLessThan(5 * Math.sqrt(5000 * 0.2 * 0.8));
    }
  });

  it('drawn give nearly the p of all of them', () => {
    const [x, y] = [
      [1, 2, 3, 4, 5, 6],
      [2, 1, 4, 3, 6, 5],
    ];
    const p = (limits: typeof LIMITS): number =>
      permutationTest(RANK_STATISTICS.spearman, [x], y, permutations(6, limits).list)[0]?.p ?? NaN;
    const exact = p({ ...LIMITS, most: 720 });
    expect(exact).toBeCloseTo(21 / 720, 3);
    expect(Math.abs(p(LIMITS) - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / 5000));
  });
});

describe('pairs of tasks that change labels', () => {
  it('keep the two tasks of a pair together, in both directions where there are both', () => {
    const some = [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const;
    expect(relabelledPairs(some, [2, 1, 0])).toEqual([2, 1, 0]);
    const both = [...some, [1, 0], [2, 0], [2, 1]] as const;
    expect(relabelledPairs(both, [1, 2, 0])).toEqual([2, 3, 4, 5, 0, 1]);
  });

  it('are refused where a pair is missing', () => {
    expect(() => relabelledPairs([[0, 1]], [0, 2])).toThrow('the pair 0, 2 is not in the list');
  });
});

describe('a permutation test', () => {
  it('corrects for every prediction that was tried', () => {
    const truth = [1, 2, 3, 4];
    const { list } = permutations(4, LIMITS);
    const best = [1, 2, 3, 4];
    const one = permutationTest(RANK_STATISTICS.kendall, [best], truth, list);
    expect(one).toEqual([{ value: expect.closeTo(1, 12), p: 1 / 24, corrected: 1 / 24 }]);
    const tried = list.map((order) => [...order]);
    const all = permutationTest(RANK_STATISTICS.kendall, tried, truth, list);
    expect(all[0]).toMatchObject({ p: 1 / 24, corrected: 1 });
  });

  it('says nothing of a prediction without an order, nor lets it weigh on the others', () => {
    const { list } = permutations(3, LIMITS);
    const predictions = [
      [1, 1, 1],
      [1, 2, 3],
    ];
    const [flat, ordered] = permutationTest(RANK_STATISTICS.spearman, predictions, [1, 2, 3], list);
    expect(flat).toEqual({ value: NaN, p: NaN, corrected: NaN });
    expect(ordered).toMatchObject({ p: 1 / 6, corrected: 1 / 6 });
  });
});
