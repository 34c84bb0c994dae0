import { join } from 'node:path';
import { z } from 'zod';
import { readResultFile } from './result-file.js';
import type { RunPart, RunResult } from './run-result.js';
import { settingsOf } from './settings.js';

const POINT = z.looseObject({
  iteration: z.number(),
  losses: z.record(z.string(), z.number().nullable()),
  total: z.number(),
});

const LOSSES = z.looseObject({ last: POINT.nullable(), best: POINT.nullable() });

const TRAIN = z.looseObject({
  method: z.string(),
  dataset: z.string(),
  tasks: z.array(z.string()),
  settings: z.looseObject({}),
  dataDigest: z.string(),
  from: z.looseObject({ file: z.string(), sha256: z.string() }).nullable(),
  files: z.array(z.looseObject({ sha256: z.string() })),
  iterations: z.number(),
  train: LOSSES,
  test: LOSSES,
  sparsity: z.looseObject({ backbone: z.number(), net: z.number() }),
  cost: z.looseObject({ seconds: z.number(), imagesPerSecond: z.number(), peakRssBytes: z.number() }),
});

/** A finished training: losses at its end and at its best, measured sparsity, cost. */
export function trainPart(folder: string): RunPart | null {
  const file = readResultFile(join(folder, 'train.json'), 'metasparse.train/v1', TRAIN);
  if (file === null) return null;
  const { method, dataset, tasks, iterations, train, test, sparsity, cost } = file;
  const { seed } = file.settings;
  const dataDigest = file.dataDigest.slice(0, 12);
  return {
    kind: 'train',
    dataset,
    tasks,
    settings: settingsOf('train', { ...file.settings, method, tasks, iterations, dataDigest }),
    seeds: typeof seed === 'number' ? [seed] : [],
    results: {
      ...pointResults('last training loss', train.last),
      ...pointResults('last test loss', test.last),
      ...pointResults('best test loss', test.best),
      'sparsity of the backbone': one(null, sparsity.backbone),
      'sparsity of the net': one(null, sparsity.net),
      'seconds of training': one('lower', cost.seconds),
      'images per second': one('higher', cost.imagesPerSecond),
      'peak memory, GiB': one('lower', cost.peakRssBytes / 2 ** 30),
    },
    from: file.from,
    made: file.files.map(({ sha256 }) => sha256),
  };
}

function one(better: RunResult['better'], value: number | null): RunResult {
  return { better, values: [value] };
}

function pointResults(name: string, point: z.infer<typeof POINT> | null): Record<string, RunResult> {
  if (point === null) return {};
  const losses = Object.entries(point.losses).map(
    ([task, loss]) => [`${name}, ${task}`, one('lower', loss)] as const,
  );
  return { [name]: one('lower', point.total), ...Object.fromEntries(losses) };
}
