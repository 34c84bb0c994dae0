import { betterFirst, setKey, type GroupSet } from './group-set.js';
import type { GroupProblem } from './problem.js';
import { leastCost, solveGroups } from './solve.js';

/** Budgets between the least and the most useful one where costs are not counts. */
const STEPS = 20;

/**
 * The best set at each of several budgets, cheapest first, each set once: at 1, 2, ... networks where `counted`, else at the
 * given budget and at evenly spaced ones from the least that can be paid to the most that is of use.
 */
export function tradeOff(problem: GroupProblem, counted: boolean): readonly GroupSet[] {
  const best = (budget: number): GroupSet | undefined =>
    solveGroups({ ...problem, budget }, { count: 1 }).sets[0];
  const found = (counted ? counts(problem) : spaced(problem, best)).flatMap((budget) => best(budget) ?? []);
  const distinct = [...new Map(found.map((set) => [setKey(set), set])).values()];
  const cheapest = distinct.sort((a, b) => a.cost - b.cost || betterFirst(a, b));
  return cheapest.filter((set, i) => cheapest.slice(0, i).every((before) => betterFirst(set, before) < 0));
}

function counts({ table }: GroupProblem): number[] {
  return Array.from({ length: table.tasks }, (_, i) => i + 1);
}

function spaced(problem: GroupProblem, best: (budget: number) => GroupSet | undefined): number[] {
  const dearest = best(Infinity);
  if (dearest === undefined) return [];
  const cheapest = leastCost(problem);
  const steps = Array.from(
    { length: STEPS + 1 },
    (_, i) => cheapest + ((dearest.cost - cheapest) * i) / STEPS,
  );
  return [...steps, problem.budget];
}
