import { goodPrices, countBounds, priceBounds, type Bounds } from './bounds.js';
import { branchAndBound } from './branch-and-bound.js';
import { Candidates } from './candidates.js';
import { bestCovers, blockCosts } from './covers.js';
import type { GroupSet } from './group-set.js';
import { localSearch } from './local-search.js';
import { EXACT_TASKS, roundedUp, type GroupProblem } from './problem.js';

export interface Solved {
  /** The best distinct sets, best first; empty where no choice keeps to the budget. */
  readonly sets: readonly GroupSet[];
  /** Whether it is proven that no set is better than the first, nor than each next one. */
  readonly optimal: boolean;
  /** No choice has a lower loss: the best loss itself where `optimal`. Infinity where there is no choice. */
  readonly bound: number;
  /** The bound before any branching. */
  readonly rootBound: number;
  /** Branches of the search that were gone into, and that a bound ruled out; 0 where nothing was branched on. */
  readonly nodes: number;
  readonly pruned: number;
}

export interface SolveOptions {
  /** How many sets, at least 1. */
  readonly count: number;
  /** Prices of cost for the bounds, from `pricesFor`; only speed depends on them. */
  readonly prices?: readonly number[];
}

/**
 * The best sets of networks: proven for up to EXACT_TASKS tasks, beyond that the best found and a bound.
 * @throws RangeError for more than 30 tasks or fewer than 1, a count below 1, or a budget that is not a number.
 */
export function solveGroups(problem: GroupProblem, { count, prices }: SolveOptions): Solved {
  check(problem, count);
  if (problem.table.tasks > EXACT_TASKS) return searched(problem, count);
  const candidates = new Candidates(problem);
  const bounds = boundsOf(problem, candidates, prices);
  const rootBound = bounds.rest(candidates.everyTask, roundedUp(problem.budget));
  const { sets, nodes, pruned } = branchAndBound(problem, candidates, bounds, count);
  return { sets, optimal: true, bound: sets[0]?.loss ?? Infinity, rootBound, nodes, pruned };
}

/** Prices of cost that give good bounds for a problem and for others with similar losses. */
export function pricesFor(problem: GroupProblem): readonly number[] {
  if (problem.table.tasks > EXACT_TASKS) return [0];
  const candidates = new Candidates(problem);
  return sameCost(candidates) === undefined ? goodPrices(candidates, problem.overlap, problem.budget) : [0];
}

/** Cost of the cheapest set; beyond EXACT_TASKS a bound for it, the cost of the cheapest network. */
export function leastCost(problem: GroupProblem): number {
  const { table, cost, overlap } = problem;
  if (table.tasks > EXACT_TASKS) return Math.min(...table.listed.map(cost));
  const candidates = new Candidates(problem);
  return bestCovers(blockCosts(candidates, overlap))[candidates.everyTask] as number;
}

function boundsOf(
  { overlap, budget }: GroupProblem,
  candidates: Candidates,
  prices: readonly number[] | undefined,
): Bounds {
  const each = sameCost(candidates);
  if (each !== undefined) return countBounds(candidates, overlap, each, budget);
  return priceBounds(candidates, overlap, prices ?? goodPrices(candidates, overlap, budget));
}

/** The cost of every network, where all have the same. */
function sameCost(candidates: Candidates): number | undefined {
  const costs = new Set(candidates.groups.map((group) => candidates.cost(group)));
  return costs.size > 1 ? undefined : ([...costs][0] ?? 1);
}

function searched(problem: GroupProblem, count: number): Solved {
  const sets = localSearch(problem, count);
  const bound = problem.table.lowest.reduce((sum, loss) => sum + loss, 0);
  return { sets, optimal: false, bound, rootBound: bound, nodes: 0, pruned: 0 };
}

function check({ table: { tasks }, budget }: GroupProblem, count: number): void {
  if (!(tasks >= 1 && tasks <= 30)) throw new RangeError(`${tasks} tasks; 1 to 30 are possible`);
  if (!(count >= 1)) throw new RangeError(`count is ${count}; at least 1 is needed`);
  if (Number.isNaN(budget)) throw new RangeError('the budget is not a number');
}
