import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everySet, problems, scatteredLosses } from '../../test/brute-force.js';
import { groupOf, members } from '../table/members.js';
import { listedTable, pairwiseTable, withRules } from '../table/group-table.js';
import { groupSet, setKey } from './group-set.js';
import type { GroupProblem } from './problem.js';
import { solveGroups } from './solve.js';

const unitCost = (): number => 1;

describe('solveGroups', () => {
  it('finds the k best sets that a search through all of them finds, with any costs, rules and gaps', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 1, max: 6 }), (problem, count) => {
        const all = everySet(problem);
        const { sets, bound, rootBound, optimal } = solveGroups(problem, { count });
        expect(optimal).toBe(true);
        expect(sets).toHaveLength(Math.min(count, all.length));
        expect(new Set(sets.map(setKey)).size).toBe(sets.length);
        const known = new Set(all.map(setKey));
        for (const [i, set] of sets.entries()) {
          expect(known).toContain(setKey(set));
          expect(set.loss).toBeCloseTo(all[i]?.loss ?? NaN, 9);
          expect(set.cost).toBeCloseTo(all[i]?.cost ?? NaN, 9);
          expect(set.groups.length).toBe(all[i]?.groups.length);
        }
        expect(bound).toBe(sets[0]?.loss ?? Infinity);
        expect(rootBound).toBeLessThanOrEqual(bound + 1e-9);
      }),
      { numRuns: 400 },
    );
  });

  it.each([true, false])('proves the best of 10 tasks and of 12, overlap %s', (overlap) => {
    for (const tasks of [10, 12]) {
      const table = listedTable(tasks, scatteredLosses(tasks));
      const { sets, nodes, rootBound } = solveGroups(
        { table, cost: unitCost, budget: 4, overlap },
        { count: 3 },
      );
      expect(sets).toHaveLength(3);
      expect(sets[0]?.loss).toBeCloseTo(rootBound, 9);
      expect(nodes).toBeGreaterThan(0);
    }
  });

  it('stays within a budget of costs that differ, and is never worse with more of it', () => {
    const table = listedTable(9, scatteredLosses(9));
    const cost = (group: number): number => 3 + members(group).length + (group % 7) / 10;
    const losses = [8, 12, 16, 24, 40, Infinity].map((budget) => {
      const [best] = solveGroups({ table, cost, budget, overlap: true }, { count: 1 }).sets;
      if (best !== undefined) expect(best.cost).toBeLessThanOrEqual(budget);
      return best?.loss ?? Infinity;
    });
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(new Set(losses).size).toBeGreaterThan(3);
  });

  it('counts a sum of costs that is above the budget only by rounding', () => {
    const table = listedTable(3, new Map([1, 2, 4].map((group) => [group, [1]])));
    const problem: GroupProblem = { table, cost: () => 0.1, budget: 0.3, overlap: true };
    expect(solveGroups(problem, { count: 1 }).sets[0]?.groups).toEqual([1, 2, 4]);
    expect(solveGroups({ ...problem, budget: 0.29 }, { count: 1 })).toMatchObject({
      sets: [],
      bound: Infinity,
    });
  });

  it('of equal sets prefers the cheaper, then the one with fewer networks', () => {
    const losses = new Map([
      [1, [1]],
      [2, [1]],
      [3, [1, 1]],
    ]);
    const problem: GroupProblem = { table: listedTable(2, losses), cost: unitCost, budget: 2, overlap: true };
    const { sets } = solveGroups(problem, { count: 2 });
    expect(sets.map(({ loss, cost }) => [loss, cost])).toEqual([
      [2, 1],
      [2, 2],
    ]);
    expect(sets[0]?.groups).toEqual([3]);
  });

  it('beyond 12 tasks says that nothing is proven, and gives a bound below what it found', () => {
    const near = (a: number, b: number): number => (a % 4 === b % 4 ? 0 : 1) + ((a * 7 + b * 3) % 5) / 100;
    const table = pairwiseTable(16, near, () => 0.5);
    for (const overlap of [true, false]) {
      const solved = solveGroups({ table, cost: unitCost, budget: 4, overlap }, { count: 2 });
      expect(solved.optimal).toBe(false);
      expect(solved.sets).toHaveLength(2);
      expect(solved.sets[0]?.loss).toBeGreaterThanOrEqual(solved.bound);
      const wanted = [0, 1, 2, 3].map((k) => groupOf([k, k + 4, k + 8, k + 12]));
      const planted = groupSet({ table, cost: unitCost }, wanted);
      expect(solved.sets[0]?.loss).toBeLessThanOrEqual(planted?.loss ?? NaN);
    }
  });

  it('beyond 12 tasks keeps to listed networks and to rules', () => {
    const pairs = Array.from({ length: 7 }, (_, i) => groupOf([2 * i, 2 * i + 1]));
    const single = Array.from({ length: 14 }, (_, i) => 1 << i);
    const losses = new Map<number, readonly number[]>([
      ...pairs.map((g) => [g, [1, 1]] as const),
      ...single.map((g) => [g, [2]] as const),
    ]);
    const table = withRules(listedTable(14, losses), { together: [[0, 1]], apart: [[2, 3]] });
    const [best] = solveGroups({ table, cost: unitCost, budget: 8, overlap: true }, { count: 1 }).sets;
    expect(best?.loss).toBe(16);
    expect(best?.groups).toHaveLength(8);
  });

  it('refuses no tasks, more than 30, and a budget that is not a number', () => {
    const problem: GroupProblem = {
      table: listedTable(1, new Map([[1, [1]]])),
      cost: unitCost,
      budget: 1,
      overlap: true,
    };
    const sized = (tasks: number): GroupProblem => ({ ...problem, table: { ...problem.table, tasks } });
    expect(() => solveGroups(sized(0), { count: 1 })).toThrow('0 tasks');
    expect(() => solveGroups(sized(31), { count: 1 })).toThrow('31 tasks');
    expect(() => solveGroups({ ...problem, budget: NaN }, { count: 1 })).toThrow('not a number');
    expect(() => solveGroups(problem, { count: 0 })).toThrow('count is 0');
  });
});
