import { join } from 'node:path';
import { z } from 'zod';
import { readResultFile } from './result-file.js';
import type { RunPart, RunResult } from './run-result.js';
import { settingsOf } from './settings.js';

const TASKS = z.array(
  z.looseObject({
    task: z.string(),
    metrics: z.array(
      z.looseObject({
        name: z.string(),
        better: z.enum(['higher', 'lower']),
        corrected: z.number().nullable(),
        published: z.number().nullable(),
      }),
    ),
  }),
);

const METRICS = z.looseObject({
  net: z.string(),
  dataset: z.string(),
  split: z.string(),
  images: z.number(),
  tasks: TASKS,
  constant: z.looseObject({ tasks: TASKS }).optional(),
});

/** An evaluation: every metric in both ways of counting, and the best constants where they were measured. */
export function evaluationPart(folder: string): RunPart | null {
  const file = readResultFile(join(folder, 'metrics.json'), 'metasparse.metrics/v1', METRICS);
  if (file === null) return null;
  const { dataset, split, images, net } = file;
  const results = file.tasks.flatMap(({ task, metrics }) =>
    metrics.flatMap(({ name, better, corrected, published }): [string, RunResult][] => [
      [metricKey(task, name, 'corrected'), { better, values: [corrected] }],
      [metricKey(task, name, 'published'), { better, values: [published] }],
    ]),
  );
  const constants = (file.constant?.tasks ?? []).flatMap(({ task, metrics }) =>
    metrics.map(({ name, better, corrected }): [string, RunResult] => [
      metricKey(task, name, 'constant'),
      { better, values: [corrected] },
    ]),
  );
  return {
    kind: 'evaluate',
    dataset,
    tasks: file.tasks.map(({ task }) => task),
    settings: settingsOf('evaluate', { split, images }),
    seeds: [],
    results: Object.fromEntries([...results, ...constants]),
    from: { file: net },
    made: [],
  };
}

const COUNTINGS = { corrected: '', published: ' (as published)', constant: ' (constant)' } as const;

/** Name of a metric among the results, such as `seg mIoU` or `seg mIoU (as published)`. */
export function metricKey(task: string, name: string, counting: keyof typeof COUNTINGS): string {
  return `${task} ${name}${COUNTINGS[counting]}`;
}
