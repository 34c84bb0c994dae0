import { filledTable, groupOf, listedTable, members } from '@metasparse/grouping';
import {
  commonDraws,
  commonSeeds,
  type GroupSource,
  type Measured,
  type NetworkCosts,
} from './group-source.js';
import { invalidData } from './read-json.js';

/** A trained network: one number a task, where all trainings went well. */
export interface TrainedNetwork {
  /** Place in the file, for messages. */
  readonly place: string;
  readonly tasks: readonly string[];
  /** null for a task whose training failed. */
  readonly values: Readonly<Record<string, Measured | null>>;
  readonly costs?: NetworkCosts | undefined;
}

type Head = Pick<GroupSource, 'kind' | 'path' | 'tasks' | 'objective'>;

const PREDICTED = 'a group of three or more that was not trained has the mean of its pairs';

/** Trained networks as a source; with `fill`, groups that were not trained follow from their pairs. */
export function networkSource(head: Head, networks: readonly TrainedNetwork[], fill: boolean): GroupSource {
  const { path, tasks, objective } = head;
  const known = new Map<number, readonly Measured[]>();
  const costs = new Map<number, NetworkCosts>();
  const notes: string[] = [];
  for (const network of networks) {
    const group = groupIn(path, tasks, network);
    if (known.has(group))
      throw invalidData(path, network.place, `lists ${network.tasks.join('+')} a second time`);
    if (network.costs !== undefined) costs.set(group, network.costs);
    const values = valuesOf(path, tasks, network, group);
    if (values === null)
      notes.push(`${network.tasks.join('+')} has no number for each task and cannot be chosen`);
    else known.set(group, values);
  }
  const numbers = [...known.values()].flat();
  if (numbers.length === 0)
    throw invalidData(path, 'networks', 'holds none with a number for each of its tasks');
  const seeds = commonSeeds(numbers);
  if (seeds === undefined)
    throw invalidData(path, 'networks', 'have different numbers of seeds; give each the same');
  const sign = objective.better === 'lower' ? 1 : -1;
  return {
    ...head,
    what: `${known.size} trained networks; ${fill ? PREDICTED : 'only these can be chosen'}`,
    seeds,
    draws: commonDraws(numbers),
    table: (pick) => {
      const losses = [...known].map(([group, values]) => [group, values.map((v) => sign * pick(v))] as const);
      const table = listedTable(tasks.length, new Map(losses));
      return fill ? filledTable(table) : table;
    },
    measured: (group) => known.has(group),
    costs: costs.size > 0 ? costs : null,
    similarity: null,
    notes,
  };
}

/** The group of named tasks. Throws InvalidDataError for a task that the file does not know, or that is named twice. */
export function groupIn(
  path: string,
  tasks: readonly string[],
  { place, tasks: named }: Pick<TrainedNetwork, 'place' | 'tasks'>,
): number {
  for (const [i, task] of named.entries()) {
    if (!tasks.includes(task))
      throw invalidData(
        path,
        place,
        `names the task ${JSON.stringify(task)}; known are ${tasks.join(', ')}`,
        task,
      );
    if (named.indexOf(task) !== i) throw invalidData(path, place, `names the task ${task} twice`, task);
  }
  return groupOf(named.map((task) => tasks.indexOf(task)));
}

/** In task order; null where one is missing because its training failed. */
function valuesOf(
  path: string,
  tasks: readonly string[],
  { place, values }: TrainedNetwork,
  group: number,
): Measured[] | null {
  const found: Measured[] = [];
  let whole = true;
  for (const task of members(group)) {
    const measured = values[tasks[task] as string];
    if (measured === undefined)
      throw invalidData(path, place, `has no number for its task ${tasks[task] ?? ''}`);
    if (measured === null) whole = false;
    else found.push(measured);
  }
  return whole ? found : null;
}
