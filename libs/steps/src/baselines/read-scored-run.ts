import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MaskRow } from '@metasparse/baselines';
import { NotFoundError } from '@metasparse/contracts';
import { DATASETS, TASKS } from '@metasparse/scenenet';
import { parseContent, readJson } from '../group/read-json.js';

const count = z.number().int().positive();

/** Everything that decides which batches a run saw, with which nets. */
const PARAMETERS = z.object({
  data: z.string(),
  dataset: z.enum(DATASETS),
  split: z.string(),
  tasks: z.array(z.enum(TASKS)).min(2),
  batchSize: count,
  crop: count,
  width: z.number().positive().max(1),
  precision: z.enum(['fp32', 'mixed']),
  dropout: z.boolean(),
  compat: z.enum(['correct', 'reference']),
  batches: count,
  seeds: z.array(z.number().int().nonnegative()).min(1),
  threads: count,
});

const RUN = z.object({
  schema: z.literal('metasparse.run/v1'),
  parameters: PARAMETERS,
  versions: z.object({ numericalVersion: z.string() }),
  inputs: z.record(z.string(), z.string()),
});
const PLAN = z.object({
  parameters: z.object({ command: z.literal('similarity'), dataDigest: z.string() }),
});
const SIMILARITY = z.object({
  schema: z.literal('metasparse.similarity/v1'),
  rows: z.array(
    z.object({
      pair: z.tuple([z.string(), z.string()]),
      metric: z.string(),
      weighting: z.string(),
      sparsity: z.union([z.number(), z.literal('mean')]),
      value: z.number().nullable(),
    }),
  ),
});

export interface ScoredRun extends z.infer<typeof PARAMETERS> {
  readonly numericalVersion: string;
  readonly dataDigest: string;
  /** SHA-256 of each file it read, by path below the data folder. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly similarity: readonly MaskRow[];
}

/**
 * What a finished similarity run was of, from its run.json, plan.json and similarity.json. Throws NotFoundError where the folder is not that of
 * a finished run, InvalidDataError where a file is not what it should be.
 */
export function readScoredRun(folder: string): ScoredRun {
  const path = join(folder, 'run.json');
  if (!existsSync(path))
    throw new NotFoundError(
      `${path}: is not there; --on has to be the folder of a finished similarity run (a run writes run.json last)`,
      { file: path, field: 'on' },
    );
  const { parameters, versions, inputs } = parse(path, RUN);
  const { dataDigest } = parse(join(folder, 'plan.json'), PLAN).parameters;
  const { rows } = parse(join(folder, 'similarity.json'), SIMILARITY);
  return {
    ...parameters,
    numericalVersion: versions.numericalVersion,
    dataDigest,
    inputs,
    similarity: rows,
  };
}

function parse<T>(path: string, schema: z.ZodType<T>): T {
  return parseContent(path, readJson(path, 'on'), schema);
}
