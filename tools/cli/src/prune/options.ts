import { z } from 'zod';
import { DATASETS } from '@metasparse/scenenet';
import {
  ARBITERS,
  CRITERIA,
  PRUNE_CRITERION,
  PRUNE_DEFAULTS,
  PRUNE_METHODS,
  type PruneRequest,
} from '@metasparse/steps';
import { between, onOff, oneOf, tasks, text, whole } from '../options/fields.js';
import { parseSettings, type SettingFlags } from '../options/parse-settings.js';

const SCHEMA = z.strictObject({
  method: oneOf(PRUNE_METHODS).default('disparse_static'),
  criterion: oneOf(CRITERIA).optional(),
  sparsity: between(0, 100, false),
  scope: oneOf(['backbone', 'net']).default(PRUNE_DEFAULTS.scope),
  arbiter: oneOf(ARBITERS).default(PRUNE_DEFAULTS.arbiter),
  data: text.optional(),
  dataset: oneOf(['auto', ...DATASETS]).default('auto'),
  split: text.default(PRUNE_DEFAULTS.split),
  tasks: tasks.optional(),
  from: text.optional(),
  width: between(0, 1, true).optional(),
  batches: whole(1, 100_000).default(PRUNE_DEFAULTS.batches),
  'batch-size': whole(1, 1024).optional(),
  crop: whole(32, 4096).optional(),
  seed: whole(0, 2 ** 31 - 1).default(PRUNE_DEFAULTS.seed),
  precision: oneOf(['fp32', 'mixed']).default(PRUNE_DEFAULTS.precision),
  dropout: onOff.default(PRUNE_DEFAULTS.dropout),
  rounds: whole(1, 10_000).default(PRUNE_DEFAULTS.rounds),
  compat: oneOf(['correct', 'reference']).default(PRUNE_DEFAULTS.compat),
  threads: whole(1, 256).default(PRUNE_DEFAULTS.threads),
  'allow-disconnected': z.boolean({ error: 'use true or false' }).default(false),
  out: text,
});

/** Flags over the file of `--config` over defaults, checked. */
export function parsePruneOptions(flags: SettingFlags): {
  readonly request: PruneRequest;
  readonly out: string;
} {
  const options = parseSettings('prune', SCHEMA, flags);
  const {
    out,
    sparsity,
    criterion,
    'batch-size': batchSize,
    'allow-disconnected': allowDisconnected,
    ...same
  } = options;
  return {
    out,
    request: {
      ...same,
      criterion: criterion ?? PRUNE_CRITERION[same.method],
      sparsityPercent: sparsity,
      batchSize,
      allowDisconnected,
    },
  };
}
