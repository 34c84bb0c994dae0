import { z } from 'zod';
import { TRAIN_METHODS, type TrainInput } from '@metasparse/steps';
import { between, dataset, lambdas, oneOf, onOff, tasks, text, whole } from '../options/fields.js';
import { parseSettings } from '../options/parse-settings.js';
import type { TrainFlags } from './command.js';

const MOST_ITERATIONS = 10_000_000;

const SCHEMA = z.strictObject({
  method: oneOf(TRAIN_METHODS).default('baseline'),
  data: text,
  out: text,
  dataset: dataset.optional(),
  tasks: tasks.optional(),
  from: text.optional(),
  sparsity: between(0, 100, false).optional(),
  'allow-disconnected': onOff.optional(),
  iterations: whole(1, MOST_ITERATIONS).optional(),
  width: between(0, 1, true).optional(),
  'batch-size': whole(1, 1024).optional(),
  crop: whole(32, 4096).optional(),
  seed: whole(0, 2 ** 31 - 1).optional(),
  lr: between(0, 1e30, true).optional(),
  schedule: oneOf(['published', 'cosine', 'constant']).optional(),
  'warm-up': whole(0, MOST_ITERATIONS).optional(),
  clip: between(0, 1e9, true).optional(),
  ema: between(0, 1, false).optional(),
  lambdas: lambdas.optional(),
  precision: oneOf(['fp32', 'mixed']).optional(),
  dropout: onOff.optional(),
  densities: oneOf(['erk', 'uniform']).optional(),
  'grown-weights': oneOf(['zero', 'stale']).optional(),
  'update-end': whole(0, MOST_ITERATIONS).optional(),
  'update-interval': whole(1, MOST_ITERATIONS).optional(),
  'drop-rate': between(0, 1, false).optional(),
  'test-every': whole(0, MOST_ITERATIONS).optional(),
  'test-images': whole(1, MOST_ITERATIONS).optional(),
  'log-every': whole(1, MOST_ITERATIONS).optional(),
  'checkpoint-every': whole(1, MOST_ITERATIONS).optional(),
  'keep-checkpoints': whole(1, 1000).optional(),
  compat: oneOf(['correct', 'reference']).optional(),
  threads: whole(1, 256).optional(),
  readers: whole(0, 256).optional(),
});

export interface TrainOptions {
  readonly input: TrainInput;
  readonly out: string;
}

export function parseTrainOptions({ resume: _resume, ...flags }: TrainFlags): TrainOptions {
  const options = parseSettings('train', SCHEMA, flags);
  const { method, data, dataset, tasks, from, iterations, width, crop, seed, schedule } = options;
  const { precision, dropout, densities, compat, threads, readers } = options;
  const input: TrainInput = {
    ...{ method, data, dataset, tasks, from, iterations, width, crop, seed, schedule },
    ...{ precision, dropout, densities, compat, threads, readers },
    sparsityPercent: options.sparsity,
    allowDisconnected: options['allow-disconnected'],
    batchSize: options['batch-size'],
    rate: options.lr,
    warmUp: options['warm-up'],
    clipNorm: options.clip,
    averageDecay: options.ema,
    lambdas: options.lambdas,
    grownWeights: options['grown-weights'],
    updateEnd: options['update-end'],
    updateInterval: options['update-interval'],
    dropRate: options['drop-rate'],
    testEvery: options['test-every'],
    testImages: options['test-images'],
    logEvery: options['log-every'],
    checkpointEvery: options['checkpoint-every'],
    keepCheckpoints: options['keep-checkpoints'],
  };
  return { input, out: options.out };
}
