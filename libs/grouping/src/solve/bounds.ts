import { members } from '../table/members.js';
import type { Candidates } from './candidates.js';
import { bestCovers, blockCosts, blockValues, layeredCovers } from './covers.js';

/** Losses that no choice can go below, and costs that none can. */
export interface Bounds {
  /** Loss of serving `tasks` within `budget`; Infinity where it cannot be done. */
  rest(tasks: number, budget: number): number;
  /** The same where one network serves `block` and others serve `tasks`. */
  withBlock(block: number, tasks: number, budget: number): number;
  /** Cost of serving `tasks`. */
  leastCost(tasks: number): number;
}

/** All networks cost the same: the bound is the optimum of the rest, so the search never turns back but for ties. */
export function countBounds(candidates: Candidates, overlap: boolean, each: number, budget: number): Bounds {
  const count = (left: number): number =>
    each === 0 ? candidates.tasks : Math.min(candidates.tasks, Math.floor(left / each + 1e-9));
  const values = blockValues(candidates, overlap, 0);
  const layers = layeredCovers(values, Math.max(0, count(budget)));
  const costs = bestCovers(blockCosts(candidates, overlap));
  const rest = (tasks: number, left: number): number => layers[count(left)]?.[tasks] ?? Infinity;
  return {
    rest,
    withBlock: (block, tasks, left) => (values[block] as number) + rest(tasks, left - each),
    leastCost: (tasks) => costs[tasks] as number,
  };
}

/**
 * Lagrangian bounds (Everett 1963): for any price of cost, the best choice that pays the price instead of keeping to the budget,
 * minus the price of the budget, is no more than the constrained optimum. The largest over `prices` counts.
 */
export function priceBounds(candidates: Candidates, overlap: boolean, prices: readonly number[]): Bounds {
  const tables = prices.map((price) => {
    const values = blockValues(candidates, overlap, price);
    return { price, values, covers: bestCovers(values) };
  });
  const costs = blockCosts(candidates, overlap);
  const covers = bestCovers(costs);
  const paid = (price: number, budget: number): number => (price === 0 ? 0 : price * budget);
  return {
    rest: (tasks, budget) =>
      (covers[tasks] as number) <= budget
        ? Math.max(...tables.map((table) => (table.covers[tasks] as number) - paid(table.price, budget)))
        : Infinity,
    withBlock: (block, tasks, budget) => {
      if ((costs[block] as number) + (covers[tasks] as number) > budget) return Infinity;
      let best = -Infinity;
      for (const { price, values, covers: rest } of tables) {
        const bound = (values[block] as number) + (rest[tasks] as number) - paid(price, budget);
        if (bound > best) best = bound;
      }
      return best;
    },
    leastCost: (tasks) => covers[tasks] as number,
  };
}

/**
 * Prices around the one with the largest bound at the root, which a golden-section search over its logarithm finds (the
 * bound is concave in the price); 0 alone where there is no budget.
 */
export function goodPrices(candidates: Candidates, overlap: boolean, budget: number): readonly number[] {
  if (!Number.isFinite(budget)) return [0];
  const bound = (exponent: number): number => {
    const price = 10 ** exponent;
    return (
      (bestCovers(blockValues(candidates, overlap, price))[candidates.everyTask] as number) - price * budget
    );
  };
  const centre = Math.log10(scale(candidates));
  const best = 10 ** goldenMaximum(bound, centre - 6, centre + 3, 14);
  return [0, best / 8, best / 3, best / 1.5, best, 1.5 * best, 3 * best, 8 * best];
}

/** Loss for which one unit of cost is about a fair price. */
function scale(candidates: Candidates): number {
  const { groups } = candidates;
  const losses = groups.flatMap((group) => members(group).map((task) => candidates.loss(group, task)));
  const costs = groups.map((group) => candidates.cost(group));
  return Math.max(1e-30, spread(losses)) / Math.max(1e-30, largest(costs));
}

function spread(values: readonly number[]): number {
  return largest(values) + largest(values.map((value) => -value));
}

function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Place of the maximum of a unimodal function, after `steps` cuts of the interval. */
function goldenMaximum(of: (x: number) => number, low: number, high: number, steps: number): number {
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fa, fb] = [of(a), of(b)];
  for (let step = 0; step < steps; step++) {
    if (fa >= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = of(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = of(b);
    }
  }
  return (low + high) / 2;
}
