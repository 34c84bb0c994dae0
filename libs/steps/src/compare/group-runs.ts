import { canonicalJson } from '@metasparse/artifacts';
import type { ComparedRun, RunResult } from './run-result.js';

/** Runs that differ in their seeds only. */
export interface RunGroup extends Pick<ComparedRun, 'kinds' | 'dataset' | 'tasks' | 'settings'> {
  /** First folder as it was given, and how many more there are. */
  readonly name: string;
  readonly folders: readonly string[];
  readonly seeds: readonly number[];
  /** Values of all seeds, in the order of the folders. */
  readonly results: Readonly<Record<string, RunResult>>;
}

/** In the order in which their first runs were given; two runs with the same seed are never one group. */
export function groupRuns(runs: readonly ComparedRun[]): RunGroup[] {
  const groups: ComparedRun[][] = [];
  for (const run of runs) {
    const group = groups.find((members) => members.every((member) => differInSeedOnly(member, run)));
    if (group === undefined) groups.push([run]);
    else group.push(run);
  }
  return groups.map(merged);
}

function differInSeedOnly(a: ComparedRun, b: ComparedRun): boolean {
  const rest = ({ kinds, dataset, tasks, settings }: ComparedRun): string =>
    canonicalJson({ kinds, dataset, tasks, settings });
  const disjoint =
    a.seeds.length > 0 && b.seeds.length > 0 && !a.seeds.some((seed) => b.seeds.includes(seed));
  return disjoint && rest(a) === rest(b);
}

function merged(runs: readonly ComparedRun[]): RunGroup {
  const [first] = runs as [ComparedRun];
  const names = Object.keys(first.results).filter((name) =>
    runs.every(({ results }) => Object.hasOwn(results, name)),
  );
  return {
    ...first,
    name: runs.length === 1 ? first.folder : `${first.folder} +${runs.length - 1}`,
    folders: runs.map(({ folder }) => folder),
    seeds: runs.flatMap(({ seeds }) => seeds),
    results: Object.fromEntries(
      names.map((name) => [
        name,
        {
          better: first.results[name]?.better ?? null,
          values: runs.flatMap(({ results }) => results[name]?.values ?? []),
        },
      ]),
    ),
  };
}
