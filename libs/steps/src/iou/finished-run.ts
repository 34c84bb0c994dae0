import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { DATASETS, isTask, type Dataset, type Task } from '@metasparse/scenenet';

/** What the analysis needs to know of a finished similarity run. */
export interface FinishedSimilarity {
  readonly folder: string;
  readonly dataset: Dataset;
  readonly tasks: readonly Task[];
  /** Factor on the net's widths. */
  readonly width: number;
  readonly seeds: readonly number[];
  readonly batches: number;
  readonly batchSize: number;
}

/**
 * Reads `run.json`, the file a similarity run writes last. Throws NotFoundError where there is none, InvalidDataError
 * where it is not such a file.
 */
export function readFinishedRun(folder: string): FinishedSimilarity {
  const path = join(folder, 'run.json');
  const run = parse(path);
  const { schema, parameters } = run;
  if (schema !== 'metasparse.run/v1') throw odd(path, 'schema', schema, '"metasparse.run/v1"');
  if (!isRecord(parameters)) throw odd(path, 'parameters', parameters, 'a mapping');
  const { dataset, tasks, width, seeds, batches, batchSize } = parameters;
  const known = DATASETS.find((name) => name === dataset);
  if (known === undefined) throw odd(path, 'dataset', dataset, `one of ${DATASETS.join(', ')}`);
  if (!isTaskList(tasks)) throw odd(path, 'tasks', tasks, 'a list of at least 2 tasks');
  if (typeof width !== 'number' || !(width > 0 && width <= 1))
    throw odd(path, 'width', width, 'a number above 0 and up to 1');
  if (!isSeedList(seeds)) throw odd(path, 'seeds', seeds, 'a list of whole numbers');
  if (!isCount(batches)) throw odd(path, 'batches', batches, 'a whole number from 1');
  if (!isCount(batchSize)) throw odd(path, 'batchSize', batchSize, 'a whole number from 1');
  return { folder, dataset: known, tasks, width, seeds, batches, batchSize };
}

function parse(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new NotFoundError(
      `${path}: cannot be read; --from has to be the folder of a finished similarity run`,
      { file: path, field: 'from', cause },
    );
  }
  try {
    const run: unknown = JSON.parse(text);
    if (isRecord(run)) return run;
  } catch (cause) {
    throw new InvalidDataError(`${path}: is not JSON; run the similarity command again`, {
      file: path,
      cause,
    });
  }
  throw new InvalidDataError(`${path}: is not a record of a run; run the similarity command again`, {
    file: path,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function isTaskList(value: unknown): value is Task[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((task) => typeof task === 'string' && isTask(task))
  );
}

function isSeedList(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((seed) => Number.isInteger(seed) && seed >= 0)
  );
}

function odd(path: string, field: string, value: unknown, bound: string): InvalidDataError {
  const shown = JSON.stringify(value) as string | undefined;
  return new InvalidDataError(`${path}: ${field} is ${shown ?? 'missing'}, it has to be ${bound}`, {
    file: path,
    field,
    value,
    bound,
  });
}
