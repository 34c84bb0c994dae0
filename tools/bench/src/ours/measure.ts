import { parseArgs } from 'node:util';
import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  buildNet,
  xavierSource,
  type PassContext,
  type Task,
} from '@metasparse/scenenet';
import { SaliencyPass } from '@metasparse/sparsity';
import { openDevice } from '@metasparse/tf-native';
import { CONFIGURATIONS, type ConfigurationName } from '../subjects/configurations.js';
import { randomBatch } from './random-batch.js';

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: 'nyuv2' },
    batches: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    precision: { type: 'string', default: 'fp32' },
  },
});

/** The saliency loop of the product on random batches at full width, dropout and losses on; prints one line of JSON. */
function measure(name: ConfigurationName, batches: number): void {
  const { images, crop } = CONFIGURATIONS[name];
  const config = DATASET_CONFIGS[name === 'taskonomy5' ? 'taskonomy' : name];
  const tasks: readonly Task[] = config.tasks;
  const device = openDevice('cpu');
  const { kernels } = device;
  const context: PassContext = { kernels, backward: values.precision === 'mixed' ? 'bfloat16' : 'float32' };
  const plan = {
    widths: FULL_WIDTHS,
    tasks: tasks.map((task) => ({ task, classes: config.classes[task] ?? 1 })),
  };
  const net = buildNet(context, plan, xavierSource(kernels, 0), true);
  const pass = new SaliencyPass(context, net, { config, classWeights: null });
  const secondsPerBatch: number[] = [];
  for (let batch = 0; batch <= batches; batch++) {
    const loaded = randomBatch(config, tasks, images, crop, batch);
    const started = performance.now();
    pass.addBatch(loaded, { seed: 0, batch, batchSize: images, compat: 'correct' });
    if (batch > 0) secondsPerBatch.push((performance.now() - started) / 1000);
  }
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(
    `${JSON.stringify({ secondsPerBatch, peakRssBytes, tensorflow: device.tensorflowVersion })}\n`,
  );
}

measure(values.config as ConfigurationName, Number(values.batches));
