import type { GroupTable } from '../table/group-table.js';

/** Choose networks so that each task is served, the costs stay within the budget, and the losses are least. */
export interface GroupProblem {
  readonly table: GroupTable;
  /** What the network of a group costs: at least 0, in the unit of `budget`. */
  readonly cost: (group: number) => number;
  /** Infinity for none. Sums of costs may exceed it by the rounding of a sum, a part in 10^9. */
  readonly budget: number;
  /**
   * Whether a task may be in several networks (it is then taken from the one with its lowest loss; of equal ones, from the first
   * in order of listing). Without, the networks are a partition of the tasks.
   */
  readonly overlap: boolean;
}

/** Tasks up to which every answer is proven. */
export const EXACT_TASKS = 12;

/** Sums of costs and of losses are equal where they differ by no more than this part of their size. */
export const COST_ROUNDING = 1e-9;
export const LOSS_ROUNDING = 1e-12;

/** The budget with what rounding may add to a sum of costs. */
export function roundedUp(budget: number): number {
  return budget + COST_ROUNDING * Math.abs(budget);
}
