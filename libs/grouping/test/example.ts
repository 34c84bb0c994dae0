import { groupOf, listedTable, members, solveGroups } from '@metasparse/grouping';

const TASKS = ['seg', 'sn', 'depth'];
const group = (...names: string[]): number => groupOf(names.map((name) => TASKS.indexOf(name)));

// Test losses of networks that were trained; the losses of a network are in task order.
const trained = new Map([
  [group('seg'), [0.52]],
  [group('sn'), [0.22]],
  [group('depth'), [0.31]],
  [group('seg', 'sn'), [0.47, 0.24]],
  [group('sn', 'depth'), [0.21, 0.28]],
  [group('seg', 'sn', 'depth'), [0.5, 0.23, 0.33]],
]);

const problem = { table: listedTable(3, trained), cost: () => 1, budget: 2, overlap: true };
const { sets, optimal } = solveGroups(problem, { count: 2 });

export const lines = sets.map(({ groups, loss }) => {
  const names = groups.map((g) => members(g).map((task) => TASKS[task]));
  return `${names.map((tasks) => tasks.join('+')).join(', ')}: ${loss.toFixed(2)}`;
});
export const proven = optimal;
