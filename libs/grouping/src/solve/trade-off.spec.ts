import fc from 'fast-check';
import { expect, it } from 'vitest';
import { everySet, problems, scatteredLosses } from '../../test/brute-force.js';
import { listedTable } from '../table/group-table.js';
import { members } from '../table/members.js';
import { leastCost } from './solve.js';
import { tradeOff } from './trade-off.js';

it('gives less loss for more cost, each set once and the best at its cost', () => {
  fc.assert(
    fc.property(problems, fc.boolean(), (problem, counted) => {
      const curve = tradeOff(counted ? { ...problem, cost: () => 1 } : problem, counted);
      const all = everySet({ ...problem, cost: counted ? () => 1 : problem.cost, budget: Infinity });
      curve.forEach((set, i) => {
        if (i > 0) expect(set.loss).toBeLessThan(curve[i - 1]?.loss ?? NaN);
        const least = Math.min(...all.filter(({ cost }) => cost <= set.cost + 1e-9).map(({ loss }) => loss));
        expect(set.loss).toBeCloseTo(least, 9);
      });
      expect(curve.length > 0).toBe(all.length > 0);
      const cheapest = Math.min(...all.map(({ cost }) => cost));
      if (!counted && all.length > 0) expect(leastCost(problem)).toBeCloseTo(cheapest, 9);
    }),
    { numRuns: 60 },
  );
});

it('starts at what can just be paid', () => {
  const table = listedTable(6, scatteredLosses(6));
  const problem = {
    table,
    cost: (group: number) => 2 + members(group).length ** 2,
    budget: 40,
    overlap: true,
  };
  const curve = tradeOff(problem, false);
  expect(curve[0]?.cost).toBe(leastCost(problem));
  expect(curve.length).toBeGreaterThan(4);
});
