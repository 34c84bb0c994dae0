import { z } from 'zod';
import { between, dataset, listOf, oneOf, onOff, tasks, text, whole } from '../options/fields.js';
import { parseSettings, type SettingFlags } from '../options/parse-settings.js';

const SCHEMA = z.strictObject({
  data: text,
  out: text,
  dataset: dataset.optional(),
  tasks: tasks.optional(),
  batches: whole(1, 100_000).default(5),
  'batch-size': whole(1, 1024).optional(),
  seeds: whole(1, 1000).default(5),
  'first-seed': whole(0, 2 ** 31 - 1001).default(0),
  sparsities: listOf(between(0, 100, false), 'percentages', 64).default([30, 50, 70, 90]),
  crop: whole(32, 4096).optional(),
  width: between(0, 1, true).default(1),
  split: text.default('train'),
  precision: oneOf(['fp32', 'mixed']).default('fp32'),
  dropout: onOff.default(true),
  'keep-ratios': oneOf(['published', 'plain']).default('published'),
  compat: oneOf(['correct', 'reference']).default('correct'),
  workers: whole(1, 256).optional(),
  threads: whole(1, 256).default(1),
  'block-batches': whole(1, 100_000).optional(),
  resamples: whole(0, 1000).optional(),
  'keep-blocks': z.boolean().default(false),
  until: oneOf(['stable']).optional(),
  confidence: between(0, 1, false).default(0.95),
  'max-seeds': whole(1, 1000).optional(),
  'max-batches': whole(1, 100_000).optional(),
});

export type SimilarityOptions = z.infer<typeof SCHEMA>;

/** Flags over the file of `--config` over defaults, checked; every wrong value is named with its bound. */
export function parseOptions(flags: SettingFlags): SimilarityOptions {
  return parseSettings('similarity', SCHEMA, flags);
}
