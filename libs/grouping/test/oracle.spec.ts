import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { groupOf, listedTable, members, solveGroups } from '../src/index.js';

interface Oracle {
  readonly tasks: readonly string[];
  readonly networks: readonly Readonly<Record<string, number>>[];
  readonly optimal: readonly {
    readonly budget: number;
    readonly totalLoss: number;
    readonly networks: readonly (readonly string[])[];
  }[];
}

/** The measured losses of Standley et al. (ICML 2020), and the best choices that an exhaustive search found. */
const FOLDER = join(
  process.env['METASPARSE_SHARED'] ??
    resolve(fileURLToPath(new URL('../../../', import.meta.url)), '../shared'),
  'oracles/task-grouping',
);
if (!existsSync(FOLDER)) throw new Error(`no folder ${FOLDER}; set METASPARSE_SHARED`);

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const oracles = files.map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Oracle);
const cases = oracles.flatMap((oracle) => oracle.optimal.map((optimum) => ({ oracle, ...optimum })));

function tableOf({ tasks, networks }: Oracle) {
  const entry = (network: Oracle['networks'][number]) => {
    const group = groupOf(Object.keys(network).map((task) => tasks.indexOf(task)));
    return [group, members(group).map((t) => network[tasks[t] as string] as number)] as const;
  };
  return listedTable(tasks.length, new Map(networks.map(entry)));
}

describe('the choice among the 31 measured networks', () => {
  it('has budgets to be tested on', () => {
    expect(cases.length).toBeGreaterThanOrEqual(4);
  });

  it.each(cases)('is the exhaustive one with $budget networks', ({ oracle, budget, totalLoss, networks }) => {
    const problem = { table: tableOf(oracle), cost: () => 1, budget, overlap: true };
    const [best] = solveGroups(problem, { count: 1 }).sets;
    expect(best?.loss).toBeCloseTo(totalLoss, 10);
    const names = best?.groups.map((group) =>
      members(group)
        .map((t) => oracle.tasks[t] as string)
        .sort(),
    );
    expect(names?.map(String).sort()).toEqual(networks.map((tasks) => [...tasks].sort().join()).sort());
  });
});
