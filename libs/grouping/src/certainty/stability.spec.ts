import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problems } from '../../test/brute-force.js';
import { solveGroups } from '../solve/solve.js';
import { listedTable, type GroupTable } from '../table/group-table.js';
import { countedMean, percentileInterval, quantile, resampledSeeds } from './resample.js';
import { decisionStability } from './stability.js';

const two = (alone: number, joint: number): GroupTable =>
  listedTable(
    2,
    new Map([
      [1, [alone]],
      [2, [alone]],
      [3, [joint, joint]],
    ] as const),
  );

describe('decisionStability', () => {
  it('counts how often each set is the best one, and how far the runner-up is behind', () => {
    const problem = { table: two(1, 2), cost: () => 1, budget: 2, overlap: true };
    const { sets } = solveGroups(problem, { count: 2 });
    const draws = [two(1, 2), two(1, 3), two(1, 1.5), two(2, 1)];
    const stability = decisionStability(problem, sets, draws, 0.9);
    expect(stability).toMatchObject({ draws: 4, same: 0.75, networks: [0.75, 0.75] });
    expect(stability.chosen).toEqual([
      { groups: [1, 2], share: 0.75 },
      { groups: [3], share: 0.25 },
    ]);
    expect(sets[1]?.groups).toEqual([1, 3]);
    expect(stability.margins[0]?.lower).toBe(0.25);
    const [low, high] = stability.margins[0]?.interval ?? [NaN, NaN];
    expect([low, high].map((n) => n.toFixed(3))).toEqual(['-1.625', '1.850']);
  });

  it('is certain where every draw is the problem itself', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { sets } = solveGroups(problem, { count: 2 });
        if (sets.length === 0) return;
        const stability = decisionStability(problem, sets, [problem.table, problem.table], 0.95);
        expect(stability).toMatchObject({ draws: 2, same: 1, networks: sets[0]?.groups.map(() => 1) });
        expect(stability.margins.every(({ lower }) => lower === 0)).toBe(true);
      }),
    );
  });

  it('refuses to judge what was not chosen', () => {
    const problem = { table: two(1, 2), cost: () => 1, budget: 0, overlap: true };
    expect(() => decisionStability(problem, [], [], 0.9)).toThrow('no set');
  });
});

describe('resampling', () => {
  it('draws as many seeds as there are, the same each time', () => {
    const draws = resampledSeeds(4, 500, 7);
    expect(draws.every((times) => times.reduce((a, b) => a + b) === 4)).toBe(true);
    expect(resampledSeeds(4, 500, 7)).toEqual(draws);
    expect(resampledSeeds(4, 500, 8)).not.toEqual(draws);
    const share = draws.filter((times) => times[0] === 0).length / 500;
    expect(Math.abs(share - (3 / 4) ** 4)).toBeLessThan(0.08);
  });

  it('has the quantiles of numpy.quantile', () => {
    // numpy 2.4.6: numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, .025, .3, .5, .9, 1])
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const numpy = [1, 1, 2.1, 3.5, 6.9, 9];
    [0, 0.025, 0.3, 0.5, 0.9, 1].forEach((q, i) => {
      expect(quantile(values, q)).toBeCloseTo(numpy[i] ?? NaN, 12);
    });
    expect(percentileInterval([1, 2, 3], 1)).toEqual([1, 3]);
  });

  it('counts a seed as often as it was drawn', () => {
    expect(countedMean([1, 10, 100], [2, 0, 1])).toBe(34);
    expect(countedMean([1], [0])).toBeNaN();
  });
});
