import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../subjects/configurations.js';
import { SUBJECT_IDS, isSubjectId, type SubjectId } from '../subjects/subjects.js';

/** Further rows beside the loop itself. */
export const ROWS = ['workers', 'analysis', 'help'] as const;
export type Row = (typeof ROWS)[number];

/** The flags as commander hands them over. */
export interface SimilarityFlags {
  readonly config?: string;
  readonly only?: string;
  readonly rows?: string;
  readonly rounds: string;
  readonly batches: string;
  readonly threads: string;
  readonly ours: string;
  readonly python?: string;
  readonly json?: string;
}

export interface SimilarityOptions {
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

export const DEFAULT_OURS = fileURLToPath(new URL('../ours/measure.js', import.meta.url));

const LARGEST_COUNT = 1000;

/** Throws InvalidArgumentError naming flag, value and bound; NotFoundError where the folder of --json is missing. */
export function similarityOptions(flags: SimilarityFlags): SimilarityOptions {
  return {
    configs: listOf(flags.config, '--config', CONFIGURATION_NAMES, isConfigurationName),
    subjects: listOf(flags.only, '--only', SUBJECT_IDS, isSubjectId),
    rows: rowsOf(flags),
    rounds: countOf(flags.rounds, '--rounds'),
    batches: countOf(flags.batches, '--batches'),
    threads: countOf(flags.threads, '--threads'),
    ours: resolve(flags.ours),
    python: flags.python,
    jsonFile: flags.json === undefined ? undefined : writablePath(flags.json),
  };
}

/** Who names subjects wants those alone, unless rows are named too. */
function rowsOf({ rows, only }: SimilarityFlags): readonly Row[] {
  if (rows === 'none' || (rows === undefined && only !== undefined)) return [];
  return listOf(rows, '--rows', ROWS, isRow);
}

function listOf<T extends string>(
  text: string | undefined,
  flag: string,
  all: readonly T[],
  isOne: (name: string) => name is T,
): readonly T[] {
  if (text === undefined) return all;
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !isOne(name));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(`${flag} "${wrong}" is none of ${all.join(', ')}.`, {
      field: flag,
      value: wrong,
    });
  }
  return all.filter((name) => names.includes(name));
}

function isConfigurationName(name: string): name is ConfigurationName {
  return (CONFIGURATION_NAMES as readonly string[]).includes(name);
}

function isRow(name: string): name is Row {
  return (ROWS as readonly string[]).includes(name);
}

function countOf(text: string, flag: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= LARGEST_COUNT) return value;
  const bound = `a whole number from 1 to ${String(LARGEST_COUNT)}`;
  throw new InvalidArgumentError(`${flag} "${text}" is not ${bound}.`, { field: flag, value: text, bound });
}

function writablePath(file: string): string {
  const path = resolve(file);
  if (existsSync(dirname(path))) return path;
  throw new NotFoundError(`The folder of --json ${file} is not there: make it first.`, {
    file,
    field: '--json',
  });
}
