import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson, sha256 } from '@metasparse/artifacts';
import { readResultFile } from './result-file.js';
import type { JudgedResult, RunPart, RunResult } from './run-result.js';
import { settingsOf } from './settings.js';

const RUN = z.looseObject({
  parameters: z.looseObject({}),
  inputs: z.record(z.string(), z.string()),
  versions: z.looseObject({ numericalVersion: z.string() }),
});

const JUDGED = z.looseObject({
  interval: z.tuple([z.number(), z.number()]).nullable(),
  null: z.number().nullable(),
  verdict: z.string(),
  halves: z.looseObject({ corrected: z.number().nullable() }).nullable(),
});

const SIMILARITY = z.looseObject({
  dataset: z.string(),
  tasks: z.array(z.string()),
  seeds: z.array(z.number()),
  rows: z.array(
    z.looseObject({
      pair: z.tuple([z.string(), z.string()]),
      metric: z.string(),
      weighting: z.string(),
      sparsity: z.union([z.number(), z.literal('mean')]),
      seedValues: z.array(z.number().nullable()),
      judged: JUDGED.optional(),
    }),
  ),
});

/** A finished similarity run: `run.json` is written last, `similarity.json` holds the numbers. */
export function similarityPart(folder: string): RunPart | null {
  const run = readResultFile(join(folder, 'run.json'), 'metasparse.run/v1', RUN);
  if (run === null) return null;
  const file = readResultFile(join(folder, 'similarity.json'), 'metasparse.similarity/v1', SIMILARITY);
  if (file === null) return null;
  const { dataset, tasks, seeds } = file;
  const results = Object.fromEntries(
    file.rows.map((row): [string, RunResult] => [
      similarityKey(row),
      {
        better: null,
        values: row.seedValues,
        ...(row.judged === undefined ? {} : { judged: judgedResult(row.judged) }),
      },
    ]),
  );
  const dataDigest = sha256(canonicalJson(run.inputs)).slice(0, 12);
  const { numericalVersion } = run.versions;
  const settings = settingsOf('similarity', { ...run.parameters, dataDigest, numericalVersion });
  return { kind: 'similarity', dataset, tasks, settings, seeds, results, from: null, made: [] };
}

function judgedResult({ interval, null: chance, verdict, halves }: z.infer<typeof JUDGED>): JudgedResult {
  return { interval, null: chance, verdict, corrected: halves?.corrected ?? null };
}

/** Name of a similarity among the results, such as `seg/sn epi, equal, 50 %`. */
export function similarityKey(row: {
  readonly pair: readonly [string, string];
  readonly metric: string;
  readonly weighting: string;
  readonly sparsity: number | 'mean';
}): string {
  const sparsity = row.sparsity === 'mean' ? 'mean' : `${row.sparsity} %`;
  return `${row.pair.join('/')} ${row.metric}, ${row.weighting}, ${sparsity}`;
}
