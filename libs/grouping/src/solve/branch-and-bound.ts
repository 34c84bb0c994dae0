import { everyTask } from '../table/members.js';
import type { Bounds } from './bounds.js';
import type { Candidates } from './candidates.js';
import { betterFirst, groupSet, type GroupSet } from './group-set.js';
import { COST_ROUNDING, LOSS_ROUNDING, roundedUp, type GroupProblem } from './problem.js';

/** A network and the tasks that are taken from it. */
interface Choice {
  readonly block: number;
  readonly group: number;
}

interface Branch extends Choice {
  readonly loss: number;
  readonly bound: number;
}

interface Found {
  /** The best sets, best first. */
  readonly sets: readonly GroupSet[];
  /** Choices that were gone into, and choices that a bound ruled out with all below them. */
  readonly nodes: number;
  readonly pruned: number;
}

/**
 * The `count` best sets by depth-first branch and bound. A branch says which network serves the lowest task that has none yet,
 * and which further tasks are taken from it. Only branches where every task is taken from its best network are gone into, so
 * that each set is met once; a set with a network that serves nothing is none. Ends when nothing is left that could be better:
 * that is the proof.
 */
export function branchAndBound(
  problem: GroupProblem,
  candidates: Candidates,
  bounds: Bounds,
  count: number,
): Found {
  return new Search(problem, candidates, bounds, count).run();
}

class Search {
  readonly #problem: GroupProblem;
  readonly #candidates: Candidates;
  readonly #bounds: Bounds;
  readonly #count: number;
  readonly #budget: number;
  readonly #path: Choice[] = [];
  readonly #sets: GroupSet[] = [];
  #nodes = 0;
  #pruned = 0;

  constructor(problem: GroupProblem, candidates: Candidates, bounds: Bounds, count: number) {
    this.#problem = problem;
    this.#candidates = candidates;
    this.#bounds = bounds;
    this.#count = count;
    this.#budget = roundedUp(problem.budget);
  }

  run(): Found {
    this.#visit(everyTask(this.#candidates.tasks), 0, 0);
    return { sets: this.#sets, nodes: this.#nodes, pruned: this.#pruned };
  }

  #visit(tasks: number, loss: number, cost: number): void {
    if (tasks === 0) {
      this.#keep();
      return;
    }
    for (const { block, bound: blockBound } of this.#blocks(tasks, loss, cost)) {
      if (this.#hopeless(blockBound, cost + this.#bounds.leastCost(tasks), this.#path.length + 1)) {
        this.#pruned++;
        continue;
      }
      for (const branch of this.#branches(block, tasks, loss, cost)) this.#enter(branch, tasks, cost);
    }
  }

  #enter({ block, group, loss, bound }: Branch, tasks: number, cost: number): void {
    const others = tasks ^ block;
    const paid = cost + this.#candidates.cost(group);
    const networks = this.#path.length + (others === 0 ? 1 : 2);
    if (this.#hopeless(bound, paid + this.#bounds.leastCost(others), networks)) {
      this.#pruned++;
      return;
    }
    if (!this.#takesEachFromItsBest(block, group)) return;
    this.#nodes++;
    this.#path.push({ block, group });
    this.#visit(others, loss, paid);
    this.#path.pop();
  }

  /** The blocks that hold the lowest of the tasks, the most promising first. */
  #blocks(tasks: number, loss: number, cost: number): { block: number; bound: number }[] {
    const low = tasks & -tasks;
    const others = tasks ^ low;
    const left = this.#budget - cost;
    const blocks: { block: number; bound: number }[] = [];
    for (let mates = others; ; mates = (mates - 1) & others) {
      const bound = loss + this.#bounds.withBlock(mates | low, others ^ mates, left);
      if (bound < Infinity) blocks.push({ block: mates | low, bound });
      if (mates === 0) break;
    }
    return blocks.sort((a, b) => a.bound - b.bound);
  }

  /** The networks that may serve a block, the most promising first. */
  #branches(block: number, tasks: number, loss: number, cost: number): Branch[] {
    const branches: Branch[] = [];
    for (const group of this.#serving(block)) {
      const own = loss + this.#candidates.blockLoss(group, block);
      const left = this.#budget - cost - this.#candidates.cost(group);
      const bound = own + this.#bounds.rest(tasks ^ block, left);
      if (bound < Infinity) branches.push({ block, group, loss: own, bound });
    }
    return branches.sort((a, b) => a.bound - b.bound);
  }

  #serving(block: number): readonly number[] {
    const { everyTask: all, groups } = this.#candidates;
    if (!this.#problem.overlap) return Number.isNaN(this.#candidates.cost(block)) ? [] : [block];
    if (groups.length < 2 ** (this.#candidates.tasks - 1))
      return groups.filter((group) => (group & block) === block);
    const spare = all ^ block;
    const found: number[] = [];
    for (let mates = spare; ; mates = (mates - 1) & spare) {
      if (!Number.isNaN(this.#candidates.cost(block | mates))) found.push(block | mates);
      if (mates === 0) return found;
    }
  }

  #takesEachFromItsBest(block: number, group: number): boolean {
    return this.#path.every(
      (before) =>
        before.group !== group &&
        this.#nowhereBetter(block, group, before.group) &&
        this.#nowhereBetter(before.block, before.group, group),
    );
  }

  /** Whether no task of a block, taken from `group`, would be better served by `other`. */
  #nowhereBetter(block: number, group: number, other: number): boolean {
    for (let rest = block & other; rest !== 0; rest &= rest - 1)
      if (this.#candidates.serves(other, group, 31 - Math.clz32(rest & -rest))) return false;
    return true;
  }

  /** Whether nothing with these bounds can be among the best. */
  #hopeless(loss: number, cost: number, networks: number): boolean {
    const last = this.#sets[this.#count - 1];
    if (last === undefined) return false;
    const rounding = LOSS_ROUNDING * Math.max(1, Math.abs(last.loss));
    if (loss > last.loss + rounding) return true;
    if (loss < last.loss - rounding || networks < last.groups.length) return false;
    return cost >= last.cost * (1 - COST_ROUNDING);
  }

  #keep(): void {
    const set = groupSet(
      this.#problem,
      this.#path.map(({ group }) => group),
    );
    if (set === undefined || set.cost > this.#budget) return;
    this.#sets.push(set);
    this.#sets.sort(betterFirst).splice(this.#count);
  }
}
