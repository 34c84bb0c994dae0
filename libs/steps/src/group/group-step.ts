import { InvalidArgumentError } from '@metasparse/contracts';
import {
  buildGroupsFile,
  candidateGroups,
  countedMean,
  decisionStability,
  EXACT_TASKS,
  leastCost,
  resampledSeeds,
  solveGroups,
  tradeOff,
  withRules,
  type BudgetKind,
  type GroupProblem,
  type GroupsFile,
  type GroupsInput,
  type GroupTable,
  type PairRules,
  type Solved,
} from '@metasparse/grouping';
import { branchRows } from './branch-rows.js';
import type { GroupSource } from './group-source.js';
import { costlessNote, networkCosts, type Costs, type CostSettings } from './network-costs.js';
import { openSource, type SourceSettings } from './open-source.js';

export type TaskPair = readonly [string, string];

export interface GroupRequest extends SourceSettings, Omit<CostSettings, 'kind'> {
  readonly budget: { readonly kind: BudgetKind; readonly limit: number };
  readonly overlap: boolean;
  readonly together: readonly TaskPair[];
  readonly apart: readonly TaskPair[];
  /** How many runners-up. */
  readonly runnersUp: number;
  /** Bootstrap draws; by default 1000, 200 from 9 tasks on and 20 beyond the proven size. */
  readonly resamples?: number | undefined;
  /** Starts the draws. */
  readonly seed: number;
  readonly confidence: number;
}

/**
 * Chooses the networks and says how sure the choice is. Nothing is timed or drawn at random: the same files give the same bytes.
 * Throws NotFoundError, InvalidDataError and InvalidArgumentError; the last also where no choice keeps to the budget.
 */
export function groupStep(request: GroupRequest): GroupsFile {
  const source = openSource(request);
  const { together, apart, budget } = request;
  const rules = { together: indexed(source, 'together', together), apart: indexed(source, 'apart', apart) };
  const costs = networkCosts(source, { ...request, kind: budget.kind });
  const prepared = (table: GroupTable): GroupTable => withRules(withCosts(table, costs), rules);
  const point = source.table(({ value }) => value);
  const problem: GroupProblem = {
    table: prepared(point),
    cost: (group) => costs.of(group) ?? Infinity,
    budget: budget.limit,
    overlap: request.overlap,
  };
  const solved = solveGroups(problem, { count: 1 + request.runnersUp });
  if (solved.sets.length === 0) throw noChoice(problem, request, costs);
  const notes = [...source.notes, ...notesOf(source, solved, point, costs)];
  const certainty = certaintyOf(source, problem, solved, request, prepared);
  return buildGroupsFile({
    head: {
      ...settingsOf(source, request, costs),
      branchPoints: branchPoints(source, solved, request),
      notes,
    },
    problem,
    solved,
    tradeOff: tradeOff(problem, budget.kind === 'networks'),
    certainty,
    measured: source.measured,
  });
}

function settingsOf(
  { tasks, kind, what, objective }: GroupSource,
  { budget, together, apart }: GroupRequest,
  { unit, from }: Costs,
): Omit<GroupsInput['head'], 'branchPoints' | 'notes'> {
  return {
    tasks,
    source: { kind, what },
    objective,
    budget: { ...budget, unit, costs: from },
    together,
    apart,
  };
}

function withCosts(table: GroupTable, { of }: Costs): GroupTable {
  return { ...table, losses: (group) => (of(group) === undefined ? undefined : table.losses(group)) };
}

function notesOf(
  { tasks, seeds, draws }: GroupSource,
  { optimal }: Solved,
  table: GroupTable,
  costs: Costs,
): string[] {
  const exact = tasks.length <= EXACT_TASKS;
  const costless = exact ? costlessNote(costs, candidateGroups(table), tasks) : undefined;
  return [
    ...(costless === undefined ? [] : [costless]),
    ...(seeds < 2 && draws === null
      ? ['each number was measured once: how sure the choice is cannot be said']
      : []),
    ...(draws === null && seeds > 1 && seeds < 5
      ? [`${seeds} seeds are few: the share of draws and the intervals are rough, and rather too sure`]
      : []),
    ...(optimal
      ? []
      : [
          `${tasks.length} tasks: the best found, not proven; more than ${EXACT_TASKS} are searched, not enumerated`,
        ]),
  ];
}

function certaintyOf(
  source: GroupSource,
  problem: GroupProblem,
  solved: Solved,
  { resamples, seed, confidence }: GroupRequest,
  prepared: (table: GroupTable) => GroupTable,
): GroupsInput['certainty'] {
  const { tasks, seeds, draws } = source;
  if (draws === null && seeds < 2) return null;
  const count = draws ?? resamples ?? (tasks.length <= 8 ? 1000 : tasks.length <= EXACT_TASKS ? 200 : 20);
  const tables = draws === null ? seedTables(source, count, seed) : drawTables(source, count);
  const stability = decisionStability(problem, solved.sets, mapped(tables, prepared), confidence);
  return { from: draws === null ? 'seeds' : 'draws', confidence, stability };
}

function* seedTables(source: GroupSource, count: number, salt: number): Generator<GroupTable> {
  for (const times of resampledSeeds(source.seeds, count, salt))
    yield source.table(({ seeds }) => countedMean(seeds, times));
}

function* drawTables(source: GroupSource, count: number): Generator<GroupTable> {
  for (let draw = 0; draw < count; draw++) yield source.table(({ draws }) => draws?.[draw] ?? NaN);
}

function* mapped<A, B>(values: Iterable<A>, to: (value: A) => B): Generator<B> {
  for (const value of values) yield to(value);
}

/** The trunk of all tasks together, then of each chosen network. */
function branchPoints(
  source: GroupSource,
  { sets }: Solved,
  request: GroupRequest,
): GroupsFile['branchPoints'] {
  const { similarity, tasks } = source;
  if (similarity === null) return [];
  const chosen = sets[0]?.groups.map((group) => tasks.filter((_, t) => (group & (1 << t)) !== 0)) ?? [];
  const others = chosen.filter((group) => group.length < tasks.length);
  const { metric, sparsity, confidence, seed, resamples } = request;
  const resampling = { draws: resamples ?? 1000, salt: seed, confidence };
  return branchRows(similarity, [tasks, ...others], { metric, sparsity, ...resampling });
}

function indexed(
  { tasks, path }: GroupSource,
  field: string,
  pairs: readonly TaskPair[],
): PairRules['together'] {
  const place = (task: string): number => {
    const found = tasks.indexOf(task);
    if (found >= 0) return found;
    throw new InvalidArgumentError(
      `--${field} names ${JSON.stringify(task)}; ${path} has ${tasks.join(', ')}`,
      {
        field,
        value: task,
        bound: tasks.join(', '),
      },
    );
  };
  return pairs.map(([a, b]) => [place(a), place(b)]);
}

function noChoice(
  problem: GroupProblem,
  { budget, overlap }: GroupRequest,
  { unit }: Costs,
): InvalidArgumentError {
  const least = leastCost(problem);
  const what = overlap ? 'networks' : 'networks without overlap';
  const reason =
    least === Infinity
      ? `no choice of ${what} serves every task; loosen --together, --apart or --no-overlap, or list more networks`
      : `the budget is ${budget.limit} ${unit}; ${what} that serve every task cost at least ${least}`;
  return new InvalidArgumentError(reason, { field: 'budget', value: budget.limit });
}
