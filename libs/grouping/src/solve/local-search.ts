import { counterKey, uniform } from '@metasparse/scenenet';
import type { GroupTable } from '../table/group-table.js';
import { everyTask, members } from '../table/members.js';
import { groupSet, setKey, type GroupSet, betterFirst } from './group-set.js';
import { roundedUp, type GroupProblem } from './problem.js';

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
  const met = new Map<string, GroupSet>();
  const keep = (networks: readonly number[]): void => {
    const set = groupSet(problem, networks);
    if (set !== undefined && allServe(set)) met.set(setKey(set), set);
    if (met.size > 4 * count + 100) shrink(met, count);
  };
  for (let start = 0; start <= STARTS; start++) descend(problem, drawnStart(problem, start), keep);
  shrink(met, count);
  return [...met.values()];
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

function shrink(met: Map<string, GroupSet>, count: number): void {
  const best = [...met].sort(([, a], [, b]) => betterFirst(a, b)).slice(0, count);
  met.clear();
  for (const [key, set] of best) met.set(key, set);
}

function allServe({ groups, servedBy }: GroupSet): boolean {
  return groups.every((_, place) => servedBy.includes(place));
}

function descend(
  problem: GroupProblem,
  start: readonly number[],
  keep: (networks: readonly number[]) => void,
): void {
  let [current, badness] = [start, badnessOf(problem, start)];
  for (;;) {
    let [best, least] = [current, badness];
    for (const neighbour of neighbours(problem, current)) {
      const its = badnessOf(problem, neighbour);
      if (its[0] === 0) keep(neighbour);
      if (
        its[0] < least[0] ||
        (its[0] === least[0] && its[1] < least[1] - 1e-12 * Math.max(1, Math.abs(least[1])))
      )
        [best, least] = [neighbour, its];
    }
    if (best === current) return;
    [current, badness] = [best, least];
  }
}

function badnessOf(problem: GroupProblem, networks: readonly number[]): Badness {
  const { table, cost, budget, overlap } = problem;
  const served = networks.reduce((all, group) => all | group, 0);
  const unserved = table.tasks - members(served).length;
  const twice = overlap
    ? 0
    : networks.reduce((sum, group) => sum + members(group).length, 0) - members(served).length;
  const spent = networks.reduce((sum, group) => sum + cost(group), 0);
  const above = spent <= roundedUp(budget) ? 0 : spent / budget - 1;
  const broken = unserved + twice + above;
  return [broken, broken > 0 ? spent : (groupSet(problem, networks)?.loss ?? Infinity)];
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
