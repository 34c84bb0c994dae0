import { join } from 'node:path';
import { z } from 'zod';
import { readResultFile } from './result-file.js';
import type { RunPart, RunResult } from './run-result.js';
import { settingsOf } from './settings.js';

const TOTALS = z.looseObject({ kept: z.number(), sparsity: z.number(), keptFlops: z.number() });

const PRUNE = z.looseObject({
  dataset: z.string(),
  plan: z.looseObject({
    widths: z.looseObject({ head: z.number() }),
    tasks: z.array(z.looseObject({ task: z.string() })),
  }),
  seed: z.number(),
  from: z.looseObject({ file: z.string(), sha256: z.string() }).nullable(),
  files: z.array(z.looseObject({ sha256: z.string() })),
  data: z.looseObject({ digest: z.string() }).nullable(),
  keepRatio: z.number(),
  backbone: TOTALS,
  net: TOTALS,
  layers: z.array(z.looseObject({ deadChannels: z.number() })),
});
type PruneFile = z.infer<typeof PRUNE>;

/** Fields that are settings; the others are results or describe files. */
const SETTINGS = [
  'numericalVersion',
  'method',
  'criterion',
  'arbiter',
  'compat',
  'scope',
  'sparsityPercent',
  'crop',
] as const;
const SCORED = ['split', 'batches', 'batchSize', 'precision', 'dropout'] as const;

/** A pruning: what is kept, of weights and of arithmetic. */
export function prunePart(folder: string): RunPart | null {
  const file = readResultFile(join(folder, 'prune.json'), 'metasparse.prune/v1', PRUNE);
  if (file === null) return null;
  const { dataset, seed, backbone, net, layers, keepRatio } = file;
  const result = (value: number): RunResult => ({ better: null, values: [value] });
  return {
    kind: 'prune',
    dataset,
    tasks: tasksOf(file),
    settings: settingsOf('prune', decisive(file)),
    seeds: [seed],
    results: {
      'keep ratio of a task': result(keepRatio),
      'sparsity of the backbone': result(backbone.sparsity),
      'sparsity of the net': result(net.sparsity),
      'kept weights of the net': result(net.kept),
      'kept GFLOPs of the net': result(net.keptFlops / 1e9),
      'dead channels': result(layers.reduce((sum, { deadChannels }) => sum + deadChannels, 0)),
    },
    from: file.from,
    made: file.files.map(({ sha256 }) => sha256),
  };
}

function tasksOf({ plan }: PruneFile): string[] {
  return plan.tasks.map(({ task }) => task);
}

function decisive(file: PruneFile): Record<string, unknown> {
  const { data, plan } = file;
  const scored = data === null ? [] : SCORED.map((name) => [name, data[name]] as const);
  return {
    ...Object.fromEntries(SETTINGS.map((name) => [name, file[name]])),
    ...Object.fromEntries(scored),
    ...(data === null ? {} : { dataDigest: data.digest.slice(0, 12) }),
    tasks: tasksOf(file),
    head: plan.widths.head,
  };
}
