import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { netTensor, writeOnnx, type NetState } from '@metasparse/interchange';
import { DATASET_CONFIGS, FULL_WIDTHS, publishedSource } from '@metasparse/scenenet';
import { openDevice } from '@metasparse/tf-native';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { netTensors } from './net-tensors.js';
import { measureFlags, planOf, printMeasurement, timed } from './process.js';

/** The ONNX export of the product, of a net at full width that is in memory. */
const flags = measureFlags();
const config = DATASET_CONFIGS[CONFIGURATIONS[flags.config].dataset];
const device = openDevice('cpu');
const plan = planOf(config, FULL_WIDTHS);
const tensors = netTensors(device.kernels, plan, publishedSource(device.kernels, 0));
const state: NetState = {
  tensors: new Map([...tensors].map(([name, { shape, values }]) => [name, netTensor(shape, values)])),
  masks: new Map(),
  counts: new Map(),
  meta: {},
};

const folder = await mkdtemp(join(tmpdir(), 'metasparse-onnx-'));
try {
  const file = join(folder, 'net.onnx');
  const times = await timed(
    flags.batches,
    () => file,
    (path) => writeOnnx(path, 'net', state, plan),
  );
  printMeasurement(times, device.tensorflowVersion);
} finally {
  await rm(folder, { recursive: true });
}
