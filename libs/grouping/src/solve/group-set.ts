import { inListingOrder, members } from '../table/members.js';
import { COST_ROUNDING, LOSS_ROUNDING, type GroupProblem } from './problem.js';

/** Networks that serve every task. */
export interface GroupSet {
  /** In order of listing. */
  readonly groups: readonly number[];
  /** For each task the place in `groups` of the network it is taken from. */
  readonly servedBy: readonly number[];
  /** Loss of each task in that network. */
  readonly losses: readonly number[];
  /** Sum of `losses`, in task order. */
  readonly loss: number;
  /** Sum over the networks. */
  readonly cost: number;
}

/** What networks give together; undefined where one of them does not exist or a task is in none. */
export function groupSet(
  { table, cost }: Pick<GroupProblem, 'table' | 'cost'>,
  networks: readonly number[],
): GroupSet | undefined {
  const groups = [...networks].sort(inListingOrder);
  const servedBy = new Array<number>(table.tasks).fill(-1);
  const losses = new Array<number>(table.tasks).fill(Infinity);
  for (const [place, group] of groups.entries()) {
    const own = table.losses(group);
    if (own === undefined) return undefined;
    members(group).forEach((task, i) => {
      if (servedBy[task] !== -1 && (own[i] as number) >= (losses[task] as number)) return;
      losses[task] = own[i] as number;
      servedBy[task] = place;
    });
  }
  if (servedBy.includes(-1)) return undefined;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { groups, servedBy, losses, loss: sum(losses), cost: sum(groups.map(cost)) };
}

/** Less loss, then less cost, then fewer networks; 0 where all three are equal. */
export function betterFirst(a: GroupSet, b: GroupSet): number {
  if (differ(a.loss, b.loss, LOSS_ROUNDING)) return a.loss - b.loss;
  if (differ(a.cost, b.cost, COST_ROUNDING)) return a.cost - b.cost;
  return a.groups.length - b.groups.length;
}

function differ(a: number, b: number, rounding: number): boolean {
  return Math.abs(a - b) > rounding * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Equal for the same networks. */
export function setKey({ groups }: Pick<GroupSet, 'groups'>): string {
  return groups.join(',');
}
