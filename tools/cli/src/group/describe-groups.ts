import type { BranchRow, GroupsFile, SetRow } from '@metasparse/grouping';
import { table } from '../console/format.js';

/** The answer as tables: the chosen networks, the runners-up, what each budget buys, where the trunk splits. */
export function describeGroups(file: GroupsFile): string {
  const { source, objective, budget, notes } = file;
  return [
    `${source.kind}: ${source.what}`,
    `objective: ${objective.name}, ${objective.better} is better`,
    `budget: ${number(budget.limit)} ${budget.unit} (${budget.costs}); ${file.overlap ? 'groups may overlap' : 'no overlap'}`,
    ...rules(file),
    '',
    networkTable(file),
    '',
    proof(file),
    ...certainty(file),
    '',
    setTable(file),
    '',
    budgetTable(file),
    ...branchLines(file.branchPoints),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

function rules({ together, apart }: GroupsFile): string[] {
  const named = (word: string, pairs: GroupsFile['apart']): string[] =>
    pairs.length === 0 ? [] : [`${word}: ${pairs.map((pair) => pair.join('+')).join(', ')}`];
  return [...named('together', together), ...named('apart', apart)];
}

function networkTable({ sets, certainty }: GroupsFile): string {
  const rows = (sets[0]?.networks ?? []).map(({ tasks, serves, cost, measured }, i) => [
    tasks.join('+'),
    serves.length === tasks.length ? 'all' : serves.join('+'),
    number(cost),
    measured ? 'measured' : 'from its pairs',
    share(certainty?.networks[i]),
  ]);
  return table([['network', 'serves', 'cost', 'numbers', 'of draws'], ...rows]);
}

function proof({
  proof: { optimal, bound, rootBound, nodes, pruned, candidates },
  sets,
}: GroupsFile): string {
  const value = number(sets[0]?.value ?? NaN);
  if (!optimal) return `value ${value}; best found, no choice can pass ${number(bound)}`;
  return (
    `value ${value}, proven to be the best: ${candidates} networks, bound ${number(rootBound)} before branching, ` +
    `${nodes} branches gone into, ${pruned} ruled out`
  );
}

function certainty({ certainty: sure }: GroupsFile): string[] {
  if (sure === null) return [];
  const from = sure.from === 'seeds' ? 'seeds drawn with replacement' : 'draws of the file';
  const rival = sure.chosen
    .slice(0, 2)
    .map(({ networks, share: part }) => `${names(networks)} ${share(part)}`);
  return [
    `the decision stands in ${share(sure.same)} of ${sure.draws} draws (${from}); most often best: ${rival.join('; ')}`,
  ];
}

function setTable({ sets, certainty: sure }: GroupsFile): string {
  const percent = sure === null ? '' : ` (${Math.round(sure.confidence * 100)} %)`;
  const rows = sets.map((set, rank) => [
    `${rank + 1}  ${names(set.networks.map(({ tasks }) => tasks))}`,
    number(set.value),
    rank === 0 ? '' : number(set.margin),
    interval(set),
    rank === 0 ? '' : share(set.better ?? undefined),
    number(set.cost),
  ]);
  return table([['choice', 'value', 'behind by', `interval${percent}`, 'better in', 'cost'], ...rows]);
}

function budgetTable({ tradeOff, references, budget }: GroupsFile): string {
  const best = tradeOff.map(({ cost, value, networks }) => [names(networks), number(cost), number(value)]);
  const others = references.map(({ name, cost, value }) => [`(${name})`, number(cost), number(value)]);
  return table([['best networks', budget.unit, 'value'], ...best, ...others]);
}

function branchLines(rows: readonly BranchRow[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(({ tasks, scale, splitAt, point, certainty: sure, layers }) => [
    tasks.join('+'),
    scale,
    splitAt ?? 'nowhere',
    sure.interval === null
      ? '-'
      : sure.interval.map((shared) => layers[Math.round(shared)]?.name ?? '').join(' to '),
    share(sure.same ?? undefined),
    point === null ? '-' : `${point.above.toFixed(3)} to ${point.below.toFixed(3)}`,
    point === null ? '-' : share(point.explained),
  ]);
  const head = [
    'shared trunk of',
    'scale',
    'splits at',
    'interval',
    'of draws',
    'overlap falls',
    'explained',
  ];
  return ['', table([head, ...cells])];
}

function interval({ marginInterval }: SetRow): string {
  return marginInterval === null ? '' : marginInterval.map(number).join(' to ');
}

function names(networks: readonly (readonly string[])[]): string {
  return networks.map((tasks) => tasks.join('+')).join(', ');
}

function share(fraction: number | undefined): string {
  return fraction === undefined ? '-' : `${(100 * fraction).toFixed(0)} %`;
}

/** Four digits that mean something; whole numbers as they are. */
function number(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
