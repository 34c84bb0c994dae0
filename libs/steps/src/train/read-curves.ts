import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import type { TrainingCurves, TrainSummary } from '@metasparse/report';
import { METRICS, readMetrics } from './run-lines.js';

const SUMMARY = 'train.json';
const SCHEMA = 'metasparse.train/v1';

/** Whether a folder holds a training run, finished or not. */
export function isTrainingFolder(folder: string): boolean {
  return existsSync(join(folder, METRICS));
}

/**
 * What the curves of a finished training run are drawn from. Throws NotFoundError where the run has not ended,
 * InvalidDataError for a train.json of another kind or lines that are not JSON.
 */
export function readTrainingCurves(folder: string): TrainingCurves {
  const file = join(folder, SUMMARY);
  if (!existsSync(file))
    throw new NotFoundError(`${file}: is not there; the run has not ended: go on with train --resume`, {
      file,
      field: 'from',
    });
  const summary = parsed(file, () => JSON.parse(readFileSync(file, 'utf8')) as TrainSummary | null);
  const schema: unknown = summary?.schema;
  if (summary === null || schema !== SCHEMA)
    throw new InvalidDataError(`${file}: schema is ${JSON.stringify(schema)}, expected "${SCHEMA}"`, {
      file,
      field: 'schema',
      value: schema,
    });
  const lines = parsed(join(folder, METRICS), () => readMetrics(folder));
  return {
    title: basename(resolve(folder)),
    summary,
    train: lines.filter((line) => line.kind === 'train'),
    test: lines.filter((line) => line.kind === 'test'),
  };
}

function parsed<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InvalidDataError(`${file}: is not JSON (${cause.message}); train again into a new folder`, {
      file,
      cause,
    });
  }
}
