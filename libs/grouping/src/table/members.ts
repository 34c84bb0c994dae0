/**
 * A group of tasks is a whole number: bit t is set where task t is a member. At most 30 tasks.
 */
export function members(group: number): number[] {
  const found: number[] = [];
  for (let rest = group; rest !== 0; rest &= rest - 1) found.push(firstMember(rest));
  return found;
}

/** The lowest task of a group that is not empty. */
export function firstMember(group: number): number {
  return 31 - Math.clz32(group & -group);
}

export function memberCount(group: number): number {
  let count = 0;
  for (let rest = group; rest !== 0; rest &= rest - 1) count++;
  return count;
}

export function groupOf(tasks: readonly number[]): number {
  return tasks.reduce((group, task) => group | (1 << task), 0);
}

/** The group of the tasks 0 to `tasks` - 1. */
export function everyTask(tasks: number): number {
  return 2 ** tasks - 1;
}

/** Order of listing: smaller groups first, then task by task. */
export function inListingOrder(a: number, b: number): number {
  const sizes = memberCount(a) - memberCount(b);
  if (sizes !== 0 || a === b) return sizes;
  const differing = (a ^ b) & -(a ^ b);
  return (a & differing) !== 0 ? -1 : 1;
}
