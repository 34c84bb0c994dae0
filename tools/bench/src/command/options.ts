import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import type { Benchmark } from '../subjects/benchmarks.js';
import type { ConfigurationName } from '../subjects/configurations.js';
import type { SubjectId } from '../subjects/subjects.js';

/** Further rows beside the saliency loop itself. */
export const ROWS = ['workers', 'analysis', 'help'] as const;
export type Row = (typeof ROWS)[number];

/** The flags as commander hands them over. */
export interface BenchFlags {
  readonly config?: string;
  readonly only?: string;
  /** Of `similarity` alone. */
  readonly rows?: string;
  readonly rounds: string;
  readonly batches: string;
  readonly threads: string;
  readonly ours: string;
  readonly python?: string;
  readonly json?: string;
}

export interface BenchOptions {
  readonly benchmark: Benchmark;
  readonly configs: readonly ConfigurationName[];
  readonly subjects: readonly SubjectId[];
  readonly rows: readonly Row[];
  readonly rounds: number;
  readonly batches: number;
  readonly threads: number;
  readonly ours: string;
  readonly python: string | undefined;
  readonly jsonFile: string | undefined;
}

const LARGEST_COUNT = 1000;

/** Throws InvalidArgumentError naming flag, value and bound; NotFoundError where the folder of --json is missing. */
export function benchOptions(benchmark: Benchmark, flags: BenchFlags): BenchOptions {
  return {
    benchmark,
    configs: listOf(flags.config, '--config', benchmark.configurations),
    subjects: listOf(flags.only, '--only', benchmark.subjects),
    rows: rowsOf(benchmark, flags),
    rounds: countOf(flags.rounds, '--rounds'),
    batches: countOf(flags.batches, '--batches'),
    threads: countOf(flags.threads, '--threads'),
    ours: resolve(flags.ours),
    python: flags.python,
    jsonFile: flags.json === undefined ? undefined : writablePath(flags.json),
  };
}

/** Who names subjects wants those alone, unless rows are named too. */
function rowsOf({ name }: Benchmark, { rows, only }: BenchFlags): readonly Row[] {
  if (name !== 'similarity' || rows === 'none' || (rows === undefined && only !== undefined)) return [];
  return listOf(rows, '--rows', ROWS);
}

/** Some of `all`, in its order; all where nothing is named. Throws InvalidArgumentError for a name that is none of it. */
export function listOf<T extends string>(
  text: string | undefined,
  flag: string,
  all: readonly T[],
): readonly T[] {
  if (text === undefined) return all;
  const names: readonly string[] = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(all as readonly string[]).includes(name));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(`${flag} "${wrong}" is none of ${all.join(', ')}.`, {
      field: flag,
      value: wrong,
    });
  }
  return all.filter((name) => names.includes(name));
}

export function countOf(text: string, flag: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= LARGEST_COUNT) return value;
  const bound = `a whole number from 1 to ${String(LARGEST_COUNT)}`;
  throw new InvalidArgumentError(`${flag} "${text}" is not ${bound}.`, { field: flag, value: text, bound });
}

export function writablePath(file: string): string {
  const path = resolve(file);
  if (existsSync(dirname(path))) return path;
  throw new NotFoundError(`The folder of --json ${file} is not there: make it first.`, {
    file,
    field: '--json',
  });
}
