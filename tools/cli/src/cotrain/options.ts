import { z } from 'zod';
import type { CotrainInput } from '@metasparse/steps';
import { between, dataset, lambdas, oneOf, onOff, tasks, text, whole } from '../options/fields.js';
import { parseSettings } from '../options/parse-settings.js';
import type { CotrainFlags } from './command.js';

const MOST = 10_000_000;

const SCHEMA = z.strictObject({
  data: text,
  out: text,
  sets: text.default('all-pairs'),
  seeds: whole(1, 1000).default(3),
  jobs: whole(1, 256).default(1),
  cache: text.optional(),
  dataset: dataset.optional(),
  tasks: tasks.optional(),
  iterations: whole(1, MOST).optional(),
  width: between(0, 1, true).optional(),
  'batch-size': whole(1, 1024).optional(),
  crop: whole(32, 4096).optional(),
  lr: between(0, 1e30, true).optional(),
  schedule: oneOf(['published', 'cosine', 'constant']).optional(),
  'warm-up': whole(0, MOST).optional(),
  clip: between(0, 1e9, true).optional(),
  ema: between(0, 1, false).optional(),
  lambdas: lambdas.optional(),
  precision: oneOf(['fp32', 'mixed']).optional(),
  dropout: onOff.optional(),
  'test-images': whole(1, MOST).optional(),
  'log-every': whole(1, MOST).optional(),
  'checkpoint-every': whole(1, MOST).optional(),
  compat: oneOf(['correct', 'reference']).optional(),
  threads: whole(1, 256).optional(),
  readers: whole(0, 256).optional(),
});

export interface CotrainOptions {
  readonly input: CotrainInput;
  readonly out: string;
}

export function parseCotrainOptions({ dryRun: _dryRun, ...flags }: CotrainFlags): CotrainOptions {
  const options = parseSettings('cotrain', SCHEMA, flags);
  const { out, sets, seeds, jobs, cache, data, dataset, tasks, iterations, width, crop, schedule } = options;
  const { precision, dropout, compat, threads, readers } = options;
  const training = {
    ...{ data, dataset, tasks, iterations, width, crop, schedule },
    ...{ precision, dropout, compat, threads, readers, lambdas: options.lambdas },
    batchSize: options['batch-size'],
    rate: options.lr,
    warmUp: options['warm-up'],
    clipNorm: options.clip,
    averageDecay: options.ema,
    testImages: options['test-images'],
    logEvery: options['log-every'],
    checkpointEvery: options['checkpoint-every'],
  };
  return { input: { training, sets, seeds, jobs, cache: cache ?? null }, out };
}
