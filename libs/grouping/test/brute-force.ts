import fc from 'fast-check';
import {
  candidateGroups,
  groupOf,
  groupSet,
  listedTable,
  members,
  withRules,
  type GroupProblem,
  type GroupSet,
} from '../src/index.js';
import { betterFirst } from '../src/solve/group-set.js';

/** Every set of networks within the budget in which each network serves a task, best first: nothing is left out, nothing is clever. */
export function everySet(problem: GroupProblem): GroupSet[] {
  const groups = candidateGroups(problem.table);
  const found: GroupSet[] = [];
  const extend = (from: number, networks: readonly number[]): void => {
    const set = networks.length === 0 ? undefined : groupSet(problem, networks);
    if (set !== undefined && isChoice(problem, set)) found.push(set);
    if (networks.length === problem.table.tasks) return;
    for (let i = from; i < groups.length; i++) extend(i + 1, [...networks, groups[i] as number]);
  };
  extend(0, []);
  return found.sort(betterFirst);
}

function isChoice({ overlap, budget }: GroupProblem, { groups, servedBy, cost }: GroupSet): boolean {
  const places = groups.reduce((sum, group) => sum + members(group).length, 0);
  return (
    groups.every((_, i) => servedBy.includes(i)) &&
    (overlap || places === servedBy.length) &&
    cost <= budget * (1 + 1e-9)
  );
}

const GRID = fc.integer({ min: -20, max: 20 }).map((n) => n / 8);

/** Small problems; values on a coarse grid, so that ties are common, and some networks that do not exist. */
export const problems: fc.Arbitrary<GroupProblem> = fc.integer({ min: 1, max: 4 }).chain((tasks) => {
  const groups = Array.from({ length: 2 ** tasks - 1 }, (_, i) => i + 1);
  const pair = fc.tuple(fc.nat(tasks - 1), fc.nat(tasks - 1)).filter(([a, b]) => a !== b);
  const pairs = tasks === 1 ? fc.constant([]) : fc.array(pair, { maxLength: 1 });
  return fc
    .record({
      losses: fc.tuple(...groups.map((g) => fc.tuple(...members(g).map(() => GRID)))),
      absent: fc.subarray(groups, { maxLength: Math.min(5, groups.length) }),
      costs: fc.oneof(
        fc.constant(groups.map(() => 1)),
        fc.tuple(...groups.map(() => fc.integer({ min: 0, max: 12 }).map((n) => n / 10))),
      ),
      budget: fc.oneof(
        fc.integer({ min: 0, max: 5 }),
        fc.constant(Infinity),
        fc.double({ min: 0, max: 3, noNaN: true }),
      ),
      overlap: fc.boolean(),
      together: pairs,
      apart: pairs,
    })
    .map(({ losses, absent, costs, budget, overlap, together, apart }) => {
      const listed = new Map(
        groups.flatMap((group, i) =>
          absent.includes(group) ? [] : [[group, losses[i] as number[]] as const],
        ),
      );
      const table = withRules(listedTable(tasks, listed), { together, apart });
      return { table, cost: (group: number) => costs[group - 1] as number, budget, overlap };
    });
});

/** Losses that follow no rule, the same each time. */
export function scatteredLosses(tasks: number): Map<number, number[]> {
  return new Map(
    Array.from({ length: 2 ** tasks - 1 }, (_, i) => {
      const group = groupOf(members(i + 1));
      return [
        group,
        members(group).map((task) => wobble(group * 31 + task) + 0.02 * members(group).length),
      ] as const;
    }),
  );
}

function wobble(key: number): number {
  const value = Math.sin(key * 12.9898 + 4.1414) * 43758.5453;
  return value - Math.floor(value);
}
