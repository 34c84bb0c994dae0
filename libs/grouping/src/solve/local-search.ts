import { counterKey, uniform } from '@metasparse/scenenet';
import type { GroupTable } from '../table/group-table.js';
import { everyTask, firstMember, memberCount, members } from '../table/members.js';
import { betterFirst, groupSet, setKey, type GroupSet } from './group-set.js';
import { LOSS_ROUNDING, roundedUp, type GroupProblem } from './problem.js';

/** Starts of the search beyond the proven size. */
const STARTS = 24;

/** How far networks are from being a choice: tasks left out, tasks served twice, cost above the budget; then the loss. */
type Badness = readonly [broken: number, loss: number];

/**
 * Beyond EXACT_TASKS: steepest descent from `STARTS` drawn partitions and from one network for all, by moving, swapping, adding
 * and dropping tasks, and by joining, adding and dropping networks. The best `count` sets that it met, best first; they need not be
 * the best there are. Deterministic.
 */
export function localSearch(given: GroupProblem, count: number): readonly GroupSet[] {
  const problem = { ...given, table: remembering(given.table) };
  const best = new BestSets(problem, count);
  for (let start = 0; start <= STARTS; start++) descend(problem, drawnStart(problem, start), best);
  return best.sets();
}

/** The best of the sets that were offered, each once. */
class BestSets {
  readonly #problem: GroupProblem;
  readonly #count: number;
  #met = new Map<string, GroupSet>();
  #worst = Infinity;

  constructor(problem: GroupProblem, count: number) {
    this.#problem = problem;
    this.#count = count;
  }

  offer(networks: readonly number[], [broken, loss]: Badness): void {
    if (broken > 0 || loss > this.#worst) return;
    const set = groupSet(this.#problem, networks);
    if (set?.groups.every((_, place) => set.servedBy.includes(place)) !== true) return;
    this.#met.set(setKey(set), set);
    if (this.#met.size > 2 * this.#count + 10) this.sets();
  }

  sets(): readonly GroupSet[] {
    const best = [...this.#met.values()].sort(betterFirst).slice(0, this.#count);
    this.#met = new Map(best.map((set) => [setKey(set), set]));
    this.#worst = best[this.#count - 1]?.loss ?? Infinity;
    return best;
  }
}

/** The same groups come back again and again. */
function remembering(table: GroupTable): GroupTable {
  const known = new Map<number, readonly number[] | undefined>();
  return {
    ...table,
    losses: (group) => {
      if (!known.has(group)) known.set(group, table.losses(group));
      return known.get(group);
    },
  };
}

function descend(problem: GroupProblem, start: readonly number[], met: BestSets): void {
  let [current, badness] = [start, badnessOf(problem, start)];
  met.offer(current, badness);
  for (;;) {
    let [best, least] = [current, badness];
    for (const neighbour of neighbours(problem, current)) {
      const its = badnessOf(problem, neighbour);
      met.offer(neighbour, its);
      if (isLess(its, least)) [best, least] = [neighbour, its];
    }
    if (best === current) return;
    [current, badness] = [best, least];
  }
}

/** By more than rounding, so that a descent ends. */
function isLess([broken, loss]: Badness, [other, otherLoss]: Badness): boolean {
  if (broken !== other) return broken < other;
  return loss < otherLoss - LOSS_ROUNDING * Math.max(1, Math.abs(otherLoss));
}

function badnessOf({ table, cost, budget, overlap }: GroupProblem, networks: readonly number[]): Badness {
  let [served, places, spent] = [0, 0, 0];
  for (const group of networks) {
    served |= group;
    places += memberCount(group);
    spent += cost(group);
  }
  const unserved = table.tasks - memberCount(served);
  const twice = overlap ? 0 : places - memberCount(served);
  const above = spent <= roundedUp(budget) ? 0 : spent / budget - 1;
  const broken = unserved + twice + above;
  return [broken, broken > 0 ? spent : leastLoss(table, networks)];
}

/** Sum over tasks of the lowest loss in any of the networks. */
function leastLoss({ tasks, losses }: GroupTable, networks: readonly number[]): number {
  const least = new Array<number>(tasks).fill(Infinity);
  for (const group of networks) {
    const own = losses(group);
    let place = 0;
    for (let rest = group; rest !== 0; rest &= rest - 1) {
      const task = firstMember(rest);
      least[task] = Math.min(least[task] as number, own?.[place++] ?? Infinity);
    }
  }
  return least.reduce((sum, loss) => sum + loss, 0);
}

/** One network for all where it exists; else tasks dealt to groups that exist, single tasks where they do not. */
function drawnStart({ table }: GroupProblem, start: number): number[] {
  const exists = (group: number): boolean => table.losses(group) !== undefined;
  if (start === 0) return [everyTask(table.tasks)].filter(exists);
  const key = counterKey(start);
  const hands = 1 + Math.floor(uniform(key, table.tasks) * table.tasks);
  const groups = new Array<number>(hands).fill(0);
  for (let task = 0; task < table.tasks; task++) {
    const hand = Math.floor(uniform(key, task) * hands);
    groups[hand] = (groups[hand] ?? 0) | (1 << task);
  }
  return groups.filter((group) => group !== 0 && exists(group));
}

function* neighbours(
  { table, overlap }: GroupProblem,
  networks: readonly number[],
): Generator<readonly number[]> {
  for (const change of changes(table, overlap, networks)) {
    const distinct = [...new Set(change)].filter((group) => group !== 0);
    if (distinct.every((group) => networks.includes(group) || table.losses(group) !== undefined))
      yield distinct;
  }
}

function* changes(
  { tasks, listed }: GroupTable,
  overlap: boolean,
  networks: readonly number[],
): Generator<readonly number[]> {
  const replaced = (i: number, group: number): number[] => networks.with(i, group);
  for (const group of listed) yield [...networks, group];
  for (const [i, own] of networks.entries()) {
    yield replaced(i, 0);
    for (const group of listed) yield replaced(i, group);
    for (let t = 0; t < tasks; t++) yield replaced(i, own ^ (1 << t));
    for (const task of members(own)) yield [...replaced(i, own ^ (1 << task)), 1 << task];
    yield* between(networks, i, overlap);
  }
}

/** Joins, moves and swaps between network i and each later one. */
function* between(networks: readonly number[], i: number, overlap: boolean): Generator<readonly number[]> {
  const own = networks[i] as number;
  for (let j = i + 1; j < networks.length; j++) {
    const other = networks[j] as number;
    yield networks.with(i, own | other).with(j, 0);
    for (const task of members(own ^ other))
      yield networks.with(i, own ^ (1 << task)).with(j, other ^ (1 << task));
    if (overlap) continue;
    for (const a of members(own))
      for (const b of members(other)) {
        const pair = (1 << a) | (1 << b);
        yield networks.with(i, own ^ pair).with(j, other ^ pair);
      }
  }
}
