import type { Stability } from '../certainty/stability.js';
import { groupSet, type GroupSet } from '../solve/group-set.js';
import type { GroupProblem } from '../solve/problem.js';
import type { Solved } from '../solve/solve.js';
import { candidateGroups } from '../table/group-table.js';
import { EXACT_TASKS } from '../solve/problem.js';
import { everyTask, members } from '../table/members.js';
import type { BudgetRow, CertaintyRow, GroupsFile, NetworkRow, SetRow } from './groups-file.js';

type Head = Pick<
  GroupsFile,
  'tasks' | 'source' | 'objective' | 'budget' | 'together' | 'apart' | 'branchPoints' | 'notes'
>;

/** What the file is made from. */
export interface GroupsInput {
  readonly head: Head;
  readonly problem: GroupProblem;
  readonly solved: Solved;
  readonly tradeOff: readonly GroupSet[];
  /** null where the input has one value for each number. */
  readonly certainty: (Pick<CertaintyRow, 'from' | 'confidence'> & { readonly stability: Stability }) | null;
  /** Whether a network's losses were measured. */
  readonly measured: (group: number) => boolean;
}

/** Losses become values again: where higher is better, a loss is the negative of the value. */
export function buildGroupsFile(input: GroupsInput): GroupsFile {
  const { head, problem, solved, certainty } = input;
  const value = valueOf(head);
  const best = solved.sets[0];
  const { nodes, pruned, optimal } = solved;
  const { branchPoints, notes, ...settings } = head;
  return {
    schema: 'metasparse.groups/v1',
    ...settings,
    overlap: problem.overlap,
    proof: {
      optimal,
      bound: value(solved.bound),
      rootBound: value(solved.rootBound),
      nodes,
      pruned,
      candidates: candidateCount(problem),
    },
    sets: solved.sets.map((set, i) => setRow(input, set, best?.loss ?? NaN, i)),
    certainty: certainty === null ? null : certaintyRow(input, certainty),
    tradeOff: input.tradeOff.map((set) => budgetRow(input, set)),
    references: references(input),
    branchPoints,
    notes,
  };
}

/** -0 becomes 0. */
function valueOf({ objective }: Pick<Head, 'objective'>): (loss: number) => number {
  return (loss) => (objective.better === 'lower' ? loss : 0 - loss);
}

function namesOf({ head }: GroupsInput, group: number): string[] {
  return members(group).map((task) => head.tasks[task] as string);
}

function candidateCount({ table }: GroupProblem): number {
  return table.tasks > EXACT_TASKS && table.open ? everyTask(table.tasks) : candidateGroups(table).length;
}

function setRow(input: GroupsInput, set: GroupSet, best: number, place: number): SetRow {
  const value = valueOf(input.head);
  const margin = place === 0 ? undefined : input.certainty?.stability.margins[place - 1];
  return {
    networks: set.groups.map((group, i) => networkRow(input, set, group, i)),
    value: value(set.loss),
    taskValues: Object.fromEntries(input.head.tasks.map((task, t) => [task, value(set.losses[t] as number)])),
    cost: set.cost,
    margin: set.loss - best,
    marginInterval: margin?.interval ?? null,
    better: margin?.lower ?? null,
  };
}

function networkRow(input: GroupsInput, { servedBy }: GroupSet, group: number, place: number): NetworkRow {
  return {
    tasks: namesOf(input, group),
    serves: input.head.tasks.filter((_, task) => servedBy[task] === place),
    cost: input.problem.cost(group),
    measured: input.measured(group),
  };
}

function certaintyRow(
  input: GroupsInput,
  { from, confidence, stability }: NonNullable<GroupsInput['certainty']>,
): CertaintyRow {
  const { draws, same, networks, chosen } = stability;
  const named = chosen.map(({ groups, share }) => ({
    networks: groups.map((group) => namesOf(input, group)),
    share,
  }));
  return { from, confidence, draws, same, networks, chosen: named };
}

function budgetRow(input: GroupsInput, { cost, loss, groups }: GroupSet): BudgetRow {
  return { cost, value: valueOf(input.head)(loss), networks: groups.map((group) => namesOf(input, group)) };
}

/** What the answer is compared with: one network for all tasks, and each task by itself. */
function references({ head, problem }: GroupsInput): GroupsFile['references'] {
  const { tasks } = problem.table;
  const sets: [string, GroupSet | undefined][] = [
    ['all in one', groupSet(problem, [everyTask(tasks)])],
    [
      'each by itself',
      groupSet(
        problem,
        head.tasks.map((_, task) => 1 << task),
      ),
    ],
  ];
  return sets.flatMap(([name, set]) =>
    set === undefined ? [] : [{ name, cost: set.cost, value: valueOf(head)(set.loss) }],
  );
}
