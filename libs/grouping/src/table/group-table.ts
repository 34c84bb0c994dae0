import { everyTask, groupOf, members } from './members.js';

/** What each possible network would give; lower is better. */
export interface GroupTable {
  /** Number of tasks, 1 to 30. */
  readonly tasks: number;
  /** Groups with losses of their own. */
  readonly listed: readonly number[];
  /** Whether further groups have losses, from those of their pairs. */
  readonly open: boolean;
  /** What no network goes below, for each task. */
  readonly lowest: readonly number[];
  /** Loss of every member of the group, in task order; undefined where there is no such network. */
  readonly losses: (group: number) => readonly number[] | undefined;
}

/** Pairs of tasks that have to be in the same networks, and pairs that must not meet in one. */
export interface PairRules {
  readonly together: readonly (readonly [number, number])[];
  readonly apart: readonly (readonly [number, number])[];
}

/** A table without the networks that break a rule: a network has both tasks of a fixed pair or none of them. */
export function withRules(table: GroupTable, { together, apart }: PairRules): GroupTable {
  const allowed = (group: number): boolean =>
    together.every(([a, b]) => has(group, a) === has(group, b)) &&
    !apart.some(([a, b]) => has(group, a) && has(group, b));
  return {
    ...table,
    listed: table.listed.filter(allowed),
    losses: (group) => (allowed(group) ? table.losses(group) : undefined),
  };
}

/** The networks that were measured and no others. */
export function listedTable(tasks: number, losses: ReadonlyMap<number, readonly number[]>): GroupTable {
  return closed(tasks, [...losses.keys()], (group) => losses.get(group));
}

/**
 * Any group, from its pairs: the loss of task t among n > 1 members is the mean of `pair(t, mate)` over its n - 1 mates, as in
 * the "higher-order approximation" of Standley et al. (ICML 2020, section 5.2); a task by itself has `alone(t)`.
 */
export function pairwiseTable(
  tasks: number,
  pair: (task: number, mate: number) => number,
  alone: (task: number) => number,
): GroupTable {
  const losses = (group: number): number[] => {
    const inside = members(group);
    return inside.map((task) => {
      const sum = inside.reduce((total, mate) => (mate === task ? total : total + pair(task, mate)), 0);
      return inside.length === 1 ? alone(task) : sum / (inside.length - 1);
    });
  };
  return { ...closed(tasks, upToTwo(tasks), losses), open: true };
}

/** The measured networks, and for every group of three or more that was not measured the mean of its measured pairs. */
export function filledTable(measured: GroupTable): GroupTable {
  const { tasks } = measured;
  const pair = (task: number, mate: number): number => {
    const losses = measured.losses(groupOf([task, mate]));
    return losses?.[task < mate ? 0 : 1] ?? NaN;
  };
  const predicted = pairwiseTable(tasks, pair, () => NaN);
  const losses = (group: number): readonly number[] | undefined => {
    const known = measured.losses(group) ?? predicted.losses(group);
    return known?.some(Number.isNaN) === true ? undefined : known;
  };
  return { ...measured, open: true, losses };
}

/** All groups of a small table that have a network, in the order of their numbers. */
export function candidateGroups({ tasks, listed, open, losses }: GroupTable): number[] {
  const all = open ? Array.from({ length: everyTask(tasks) }, (_, i) => i + 1) : listed;
  return [...all].sort((a, b) => a - b).filter((group) => losses(group) !== undefined);
}

function closed(tasks: number, listed: readonly number[], losses: GroupTable['losses']): GroupTable {
  const lowest = new Array<number>(tasks).fill(Infinity);
  for (const group of listed)
    members(group).forEach((task, i) => {
      lowest[task] = Math.min(lowest[task] as number, losses(group)?.[i] ?? Infinity);
    });
  return { tasks, listed, open: false, lowest, losses };
}

/** The lowest loss in a group is a mean over its pairs, so no group goes below the best pair. */
function upToTwo(tasks: number): number[] {
  const single = Array.from({ length: tasks }, (_, t) => 1 << t);
  return single.flatMap((a, i) => [a, ...single.slice(i + 1).map((b) => a | b)]);
}

function has(group: number, task: number): boolean {
  return (group & (1 << task)) !== 0;
}
