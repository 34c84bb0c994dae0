import { InvalidArgumentError } from '@metasparse/contracts';
import { groupRuns, type RunGroup } from './group-runs.js';
import { publishedColumns, type PublishedColumn } from './published-columns.js';
import type { ComparedRun, RunKind, RunResult, Setting } from './run-result.js';
import { differenceOf, spreadOf, type Difference, type Spread } from './spread.js';

export interface ComparedGroup {
  readonly name: string;
  readonly folders: readonly string[];
  readonly kinds: readonly RunKind[];
  readonly seeds: readonly number[];
}

export interface ComparedSetting {
  readonly name: string;
  /** One a group; null where the group has no such setting. */
  readonly values: readonly (Setting | null)[];
  readonly differs: boolean;
}

/** Difference to the first group; `verdict` is null where no direction is the better one. */
export interface ComparedDifference extends Difference {
  readonly verdict: 'better' | 'worse' | 'same' | null;
}

export interface ComparedResult {
  readonly name: string;
  readonly better: RunResult['better'];
  /** One a group; null where the group has no such result. */
  readonly values: readonly (Spread | null)[];
  /** One a group, the first's is null. */
  readonly differences: readonly (ComparedDifference | null)[];
  /** One a published column. */
  readonly published: readonly (PublishedColumn['values'][string] | null)[];
}

export interface Comparison {
  readonly schema: 'metasparse.comparison/v1';
  readonly groups: readonly ComparedGroup[];
  readonly settings: readonly ComparedSetting[];
  readonly results: readonly ComparedResult[];
  readonly published: readonly Pick<PublishedColumn, 'title' | 'conditions'>[];
  /** Results that are equal in every group; they are left out of `results`. */
  readonly equal: number;
  /** Results of one group only, left out as well. */
  readonly alone: number;
}

/**
 * Lays runs side by side: their settings, the results that differ with the difference to the first, and what was
 * published of the same. Runs that differ in their seeds only are one column.
 * @throws InvalidArgumentError where no run has a result in common with another.
 */
export function compareRuns(runs: readonly ComparedRun[]): Comparison {
  const groups = groupRuns(runs);
  const columns = publishedColumns(groups);
  const names = [...new Set(groups.flatMap(({ results }) => Object.keys(results)))];
  const common = names.filter((name) => holders(groups, name) >= Math.min(2, groups.length));
  if (common.length === 0) throw nothingInCommon(groups);
  const results = common.map((name) => comparedResult(name, groups, columns));
  const differing = results.filter(({ name }) => groups.length === 1 || differs(name, groups));
  return {
    schema: 'metasparse.comparison/v1',
    groups: groups.map(({ name, folders, kinds, seeds }) => ({ name, folders, kinds, seeds })),
    settings: comparedSettings(groups),
    results: differing,
    published: columns.map(({ title, conditions }) => ({ title, conditions })),
    equal: results.length - differing.length,
    alone: names.length - common.length,
  };
}

/** In how many groups the result is a number. */
function holders(groups: readonly RunGroup[], name: string): number {
  return groups.filter(({ results }) => results[name]?.values.some((value) => value !== null)).length;
}

function differs(name: string, groups: readonly RunGroup[]): boolean {
  const values = groups.map(({ results }) => JSON.stringify(results[name]?.values ?? null));
  return new Set(values).size > 1;
}

function comparedSettings(groups: readonly RunGroup[]): ComparedSetting[] {
  const all = groups.map(({ dataset, tasks, settings }) => ({ dataset, tasks, ...settings }));
  const names = [...new Set(all.flatMap((settings) => Object.keys(settings)))];
  return names.map((name) => {
    const values = all.map((settings) => (settings as Record<string, Setting>)[name] ?? null);
    const differs = values.some((value) => JSON.stringify(value) !== JSON.stringify(values[0]));
    return { name, values, differs };
  });
}

function comparedResult(
  name: string,
  groups: readonly RunGroup[],
  columns: readonly PublishedColumn[],
): ComparedResult {
  const held = groups.map(({ results, seeds }) => {
    const values = results[name]?.values;
    return values === undefined ? null : { values, seeds };
  });
  const better = groups.find(({ results }) => results[name] !== undefined)?.results[name]?.better ?? null;
  const [first] = held;
  return {
    name,
    better,
    values: held.map((seeded) => (seeded === null ? null : spreadOf(seeded.values))),
    differences: held.map((seeded, g) => {
      if (g === 0 || seeded === null || first === null || first === undefined) return null;
      const difference = differenceOf(first, seeded);
      return difference === null ? null : { ...difference, verdict: verdictOf(difference.mean, better) };
    }),
    published: columns.map(({ values }) => values[name] ?? null),
  };
}

function verdictOf(difference: number, better: RunResult['better']): ComparedDifference['verdict'] {
  if (difference === 0) return 'same';
  if (better === null) return null;
  return difference > 0 === (better === 'higher') ? 'better' : 'worse';
}

function nothingInCommon(groups: readonly RunGroup[]): InvalidArgumentError {
  const kinds = groups.map(({ name, kinds, dataset }) => `${name} is ${kinds.join(' and ')} on ${dataset}`);
  return new InvalidArgumentError(
    `these runs have no result in common: ${kinds.join('; ')}; compare runs of one kind`,
    { field: 'runs', bound: 'runs of one kind' },
  );
}
