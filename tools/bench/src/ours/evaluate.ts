import { DATASET_CONFIGS, FULL_WIDTHS, TASK_METRICS, xavierSource, type Batch } from '@metasparse/scenenet';
import { openDevice } from '@metasparse/tf-native';
import { EvaluationNet } from '@metasparse/training';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { tensorMaker } from './net-tensors.js';
import { measureFlags, planOf, printMeasurement, timed } from './process.js';
import { randomBatch } from './random-batch.js';

/** Evaluation as the product does it: random whole images at full width one at a time, and their metrics. */
const flags = measureFlags();
const { dataset, whole } = CONFIGURATIONS[flags.config];
const [height, width] = whole;
const config = DATASET_CONFIGS[dataset];
const device = openDevice('cpu');
const plan = planOf(config, FULL_WIDTHS);
const { kernels } = device;
const net = new EvaluationNet(kernels, plan, tensorMaker(kernels, plan, xavierSource(kernels, 0)));
const metrics = new Map(config.tasks.map((task) => [task, TASK_METRICS[task](config)]));

function evaluate(batch: Batch): void {
  for (const { task, shape, values } of net.predict(batch))
    for (const sample of batch.samples)
      metrics.get(task)?.add({ height: shape[1], width: shape[2], classes: shape[3], values }, sample);
}

const draw = (index: number): Batch => randomBatch(config, config.tasks, { images: 1, height, width }, index);
const times = await timed(flags.batches, draw, evaluate);
const results = Object.fromEntries([...metrics].map(([task, one]) => [task, one.metrics()]));
printMeasurement(times, device.tensorflowVersion, { metrics: results });
