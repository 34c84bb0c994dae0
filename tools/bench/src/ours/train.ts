import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  xavierSource,
  type Batch,
  type PassContext,
} from '@metasparse/scenenet';
import { PUBLISHED_ADAM, TRAINING_DEFAULTS, Trainer } from '@metasparse/training';
import { openDevice } from '@metasparse/tf-native';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { measureFlags, planOf, printMeasurement, timed } from './process.js';
import { randomBatch } from './random-batch.js';

/** The training step of the product on random batches at full width, as published: joint loss, dropout, Adam. */
const flags = measureFlags();
const { images, crop, dataset } = CONFIGURATIONS[flags.config];
const config = DATASET_CONFIGS[dataset];
const device = openDevice('cpu');
const context: PassContext = {
  kernels: device.kernels,
  backward: flags.precision === 'mixed' ? 'bfloat16' : 'float32',
};
const settings = {
  losses: { config, classWeights: null },
  lambdas: config.lambdas,
  adam: PUBLISHED_ADAM,
  schedule: TRAINING_DEFAULTS[dataset].schedule,
  dropoutSeed: 0,
  clipNorm: null,
  averageDecay: null,
};
const plan = planOf(config, FULL_WIDTHS);
const trainer = new Trainer(context, plan, settings, xavierSource(device.kernels, 0));
const draw = (index: number): Batch =>
  randomBatch(config, config.tasks, { images, height: crop, width: crop }, index);
const times = await timed(flags.batches, draw, (batch) => trainer.step(batch));
printMeasurement(times, device.tensorflowVersion);
