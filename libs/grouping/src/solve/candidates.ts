import { candidateGroups } from '../table/group-table.js';
import { everyTask, inListingOrder, members } from '../table/members.js';
import type { GroupProblem } from './problem.js';

/** All networks of a small problem in flat tables. */
export class Candidates {
  readonly tasks: number;
  readonly everyTask: number;
  /** Ascending. */
  readonly groups: readonly number[];
  readonly #losses: Float64Array;
  readonly #costs: Float64Array;
  readonly #rank: Int32Array;

  constructor({ table, cost }: GroupProblem) {
    this.tasks = table.tasks;
    this.everyTask = everyTask(table.tasks);
    this.groups = candidateGroups(table);
    const size = this.everyTask + 1;
    this.#losses = new Float64Array(size * this.tasks).fill(NaN);
    this.#costs = new Float64Array(size).fill(NaN);
    this.#rank = new Int32Array(size).fill(-1);
    for (const group of this.groups) {
      const losses = table.losses(group) ?? [];
      members(group).forEach((task, i) => (this.#losses[group * this.tasks + task] = losses[i] as number));
      this.#costs[group] = cost(group);
    }
    [...this.groups].sort(inListingOrder).forEach((group, place) => (this.#rank[group] = place));
  }

  loss(group: number, task: number): number {
    return this.#losses[group * this.tasks + task] as number;
  }

  cost(group: number): number {
    return this.#costs[group] as number;
  }

  /** Whether `group` gives `task` a lower loss than `other`, or the same and is listed first. */
  serves(group: number, other: number, task: number): boolean {
    const [own, its] = [this.loss(group, task), this.loss(other, task)];
    return own < its || (own === its && (this.#rank[group] as number) < (this.#rank[other] as number));
  }

  /** Loss of a block of tasks taken from one network. */
  blockLoss(group: number, block: number): number {
    let sum = 0;
    for (let rest = block; rest !== 0; rest &= rest - 1)
      sum += this.loss(group, 31 - Math.clz32(rest & -rest));
    return sum;
  }
}
