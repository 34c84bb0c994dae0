import { METRICS, WEIGHTINGS } from '@metasparse/affinity';
import { InvalidArgumentError } from '@metasparse/contracts';
import type { DecideInput, SimilarityInput } from '@metasparse/steps';
import { z } from 'zod';
import { between, dataset, listOf, oneOf, onOff, tasks, text, whole } from '../options/fields.js';
import { parseSettings, type SettingFlags } from '../options/parse-settings.js';
import { parsePairs } from '../group/options.js';

const amount = between(0, Number.MAX_VALUE, true).optional();
const SCHEMA = z.strictObject({
  data: text,
  out: text,
  budget: whole(1, 30).optional(),
  'max-flops': amount,
  'max-params': amount,
  sparsity: between(0, 100, false).default(90),
  tasks: tasks.optional(),
  overlap: z.boolean({ error: 'use true or false' }).default(true),
  together: text.optional(),
  apart: text.optional(),
  metric: oneOf(METRICS).default('iou'),
  weighting: oneOf(WEIGHTINGS).default('equal'),
  alone: between(-1e9, 1e9, true).default(1),
  'runners-up': whole(1, 100).default(4),
  seeds: whole(1, 1000).default(5),
  batches: whole(1, 100_000).default(5),
  until: oneOf(['stable', 'none']).default('stable'),
  'max-seeds': whole(1, 1000).optional(),
  'max-batches': whole(1, 100_000).optional(),
  confidence: between(0, 1, false).default(0.95),
  sparsities: listOf(between(0, 100, false), 'percentages', 64).default([30, 50, 70, 90]),
  'prune-batches': whole(1, 100_000).default(50),
  'allow-disconnected': z.boolean({ error: 'use true or false' }).default(false),
  dataset: dataset.optional(),
  split: text.default('train'),
  'batch-size': whole(1, 1024).optional(),
  crop: whole(32, 4096).optional(),
  width: between(0, 1, true).default(1),
  precision: oneOf(['fp32', 'mixed']).default('fp32'),
  dropout: onOff.default(true),
  'first-seed': whole(0, 2 ** 31 - 1001).default(0),
  workers: whole(1, 256).optional(),
  threads: whole(1, 256).default(1),
});
type Options = z.infer<typeof SCHEMA>;

/** Flags over the file of `--config` over defaults, checked; every wrong value is named with its bound. */
export function parseDecideOptions({ overlap, ...flags }: SettingFlags): DecideInput {
  // The flag is --no-overlap: true is its absence, and must not win over the file.
  const options = parseSettings('decide', SCHEMA, overlap === false ? { ...flags, overlap } : flags);
  const { metric, weighting, alone, confidence, sparsity } = options;
  return {
    similarity: similarityInput(options),
    groups: {
      ...{ metric, weighting, alone, confidence },
      budget: budgetOf(options),
      overlap: options.overlap,
      together: parsePairs('together', options.together),
      apart: parsePairs('apart', options.apart),
      runnersUp: options['runners-up'],
    },
    sparsityPercent: sparsity,
    pruneBatches: options['prune-batches'],
    allowDisconnected: options['allow-disconnected'],
  };
}

function budgetOf({
  budget,
  'max-flops': flops,
  'max-params': params,
}: Options): DecideInput['groups']['budget'] {
  const limits: DecideInput['groups']['budget'][] = [];
  if (budget !== undefined) limits.push({ kind: 'networks', limit: budget });
  if (flops !== undefined) limits.push({ kind: 'flops', limit: flops });
  if (params !== undefined) limits.push({ kind: 'params', limit: params });
  const [limit] = limits;
  if (limit !== undefined && limits.length === 1) return limit;
  throw new InvalidArgumentError(
    `${limits.length === 0 ? 'a budget is missing' : `${limits.length} budgets are given`}; use one of --budget, --max-flops, --max-params`,
    { field: 'budget' },
  );
}

function similarityInput(options: Options): SimilarityInput {
  const { data, out, dataset: kind, tasks: asked, split, batches, crop, width, precision, dropout } = options;
  const { workers, threads, seeds, sparsity, sparsities, confidence, until } = options;
  const first = options['first-seed'];
  const all = new Set([...sparsities, sparsity]);
  return {
    ...{ data, out, dataset: kind, tasks: asked, split, batches, crop, width, precision, dropout },
    ...{ workers, threads, keepRatios: 'published', compat: 'correct' },
    batchSize: options['batch-size'],
    seeds: Array.from({ length: seeds }, (_, i) => first + i),
    sparsities: [...all].sort((a, b) => a - b),
    until:
      until === 'none'
        ? undefined
        : {
            confidence,
            maxSeeds: options['max-seeds'] ?? 4 * seeds,
            maxBatches: options['max-batches'] ?? 4 * batches,
          },
  };
}
