import { DATASET_CONFIGS, FULL_WIDTHS, buildNet, xavierSource, type PassContext } from '@metasparse/scenenet';
import { SaliencyPass } from '@metasparse/sparsity';
import { openDevice } from '@metasparse/tf-native';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { measureFlags, planOf, printMeasurement, timed } from './process.js';
import { randomBatch } from './random-batch.js';

/** The saliency loop of the product on random batches at full width, dropout and losses on. */
const flags = measureFlags();
const { images, crop, dataset } = CONFIGURATIONS[flags.config];
const config = DATASET_CONFIGS[dataset];
const device = openDevice('cpu');
const { kernels } = device;
const context: PassContext = { kernels, backward: flags.precision === 'mixed' ? 'bfloat16' : 'float32' };
const net = buildNet(context, planOf(config, FULL_WIDTHS), xavierSource(kernels, 0), true);
const pass = new SaliencyPass(context, net, { config, classWeights: null });
const times = await timed(
  flags.batches,
  (index) => randomBatch(config, config.tasks, { images, height: crop, width: crop }, index),
  (batch, index) => pass.addBatch(batch, { seed: 0, batch: index, batchSize: images, compat: 'correct' }),
);
printMeasurement(times, device.tensorflowVersion);
