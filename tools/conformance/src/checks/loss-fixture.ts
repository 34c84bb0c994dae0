import {
  DATASET_CONFIGS,
  LABEL_CHANNELS,
  hash,
  streamKey,
  taskLoss,
  type Batch,
  type Dataset,
  type Label,
  type Sample,
  type Task,
} from '@metasparse/scenenet';
import type { Check, CheckResult } from '../check.js';
import { Comparison, sum, sumOfMagnitudes } from '../compare.js';
import { formulaTensor, formulaUniform } from '../formula.js';
import { readGolden, readSalt } from '../golden.js';
import { goldenBatch } from '../golden/nyuv2-batch.js';
import { toChannelsFirst, toChannelsLast } from '../layout.js';

interface GoldenLoss {
  readonly loss: number;
  readonly grad_sum: number;
  readonly grad_abs_sum: number;
  readonly grad_first6: readonly number[];
  readonly grad_nonzero: number;
}

type GoldenDataset = Readonly<Record<string, unknown>> & {
  readonly tasks: Readonly<Partial<Record<Task, GoldenLoss>>>;
  readonly class_weights?: readonly number[];
};

type Golden = Readonly<Record<Dataset, GoldenDataset>>;

const FEATURE = 29;
const BATCH = 2;
const SIZE = 224;
const TOLERANCE = 1e-5;

type PredictionRule = readonly [stream: number, map: (v: number) => number];

/** The formula predictions that the golden file describes in words. */
const PREDICTIONS: Readonly<Record<Dataset, Readonly<Partial<Record<Task, PredictionRule>>>>> = {
  nyuv2: { seg: [6000, (v) => 4 * v], sn: [6001, (v) => v], depth: [6002, (v) => 2 + 3 * v] },
  cityscapes: { seg: [6100, (v) => 4 * v], depth: [6101, (v) => 0.5 + 0.5 * v] },
  taskonomy: {
    seg: [6200, (v) => 4 * v],
    sn: [6201, (v) => v],
    depth: [6202, (v) => v],
    keypoint: [6212, (v) => v],
    edge: [6222, (v) => v],
  },
};

/** Labels of a formula batch as [2, channels, 224, 224], cut into samples. */
function formulaBatch(maps: Readonly<Partial<Record<Label, Float32Array>>>): Batch {
  const samples = Array.from({ length: BATCH }, (_, n): Sample => {
    const labels = Object.entries(maps).map(([label, data]) => {
      const channels = LABEL_CHANNELS[label as Label];
      const length = channels * SIZE * SIZE;
      return [
        label,
        toChannelsLast(data.subarray(n * length, (n + 1) * length), [1, channels, SIZE, SIZE]),
      ] as const;
    });
    return {
      id: `formula ${n}`,
      height: SIZE,
      width: SIZE,
      image: new Float32Array(0),
      labels: Object.fromEntries(labels),
    };
  });
  return { samples, height: SIZE, width: SIZE };
}

const pixels = BATCH * SIZE * SIZE;

function hashed(stream: number, salt: number, map: (h: number) => number): Float32Array {
  const key = streamKey(stream, salt);
  return Float32Array.from({ length: pixels }, (_, e) => map(hash(key, e)));
}

function cityscapesBatch(salt: number): Batch {
  return formulaBatch({
    seg: hashed(6103, salt, (h) => (h % 20) - 1),
    depth: formulaUniform(6104, salt, pixels).map((u) => (u < 0.2 ? 0 : u)),
  });
}

function taskonomyBatch(salt: number): Batch {
  const padded = hashed(6208, salt, (h) => (h % 10 === 0 ? 1 : 0));
  const pad = (map: Float32Array): Float32Array => map.map((value, e) => (padded[e] === 1 ? 255 : value));
  const plane = SIZE * SIZE;
  return formulaBatch({
    seg: hashed(6203, salt, (h) => (h % 18 === 17 ? 255 : h % 18)),
    normal: formulaTensor(6204, salt, 3 * pixels).map((v, e) =>
      padded[Math.floor(e / (3 * plane)) * plane + (e % plane)] === 1 ? 255 : v,
    ),
    depth: pad(formulaUniform(6205, salt, pixels)),
    keypoint: pad(formulaUniform(6207, salt, pixels)),
    edge: pad(formulaUniform(6209, salt, pixels)),
    depth_mask: pad(hashed(6206, salt, (h) => (h % 4 === 0 ? 0 : 1))),
  });
}

async function batchOf(dataset: Dataset, shared: string, salt: number): Promise<Batch> {
  if (dataset === 'cityscapes') return cityscapesBatch(salt);
  if (dataset === 'taskonomy') return taskonomyBatch(salt);
  const { batch_ids: ids } = readGolden<{ readonly batch_ids: readonly string[] }>(shared, 'narrow_225.json');
  return goldenBatch(shared, 225, [[0, 0]], ids);
}

function compareDataset(dataset: Dataset, golden: GoldenDataset, batch: Batch, salt: number): CheckResult[] {
  const config = DATASET_CONFIGS[dataset];
  const losses = new Comparison(`${dataset} losses, relative`, TOLERANCE);
  const gradients = new Comparison(`${dataset} loss gradients, relative to their mean size`, TOLERANCE);
  const classWeights = golden.class_weights === undefined ? null : Float32Array.from(golden.class_weights);
  let total = 0;
  for (const [task, expected] of Object.entries(golden.tasks) as [Task, GoldenLoss][]) {
    const [stream, map] = PREDICTIONS[dataset][task] as PredictionRule;
    const channels = config.classes[task] as number;
    const shape = [BATCH, channels, FEATURE, FEATURE] as const;
    const prediction = toChannelsLast(
      formulaTensor(stream, salt, BATCH * channels * FEATURE ** 2, map),
      shape,
    );
    const { loss, gradient } = taskLoss(task, { config, classWeights }, prediction, FEATURE, FEATURE, batch);
    total += (config.lambdas[task] ?? NaN) * loss;
    const ours = toChannelsFirst(gradient, shape);
    losses.addRelative(task, loss, expected.loss);
    gradients.add(`${task} sum`, sum(ours), expected.grad_sum, expected.grad_abs_sum);
    gradients.addRelative(`${task} sum of magnitudes`, sumOfMagnitudes(ours), expected.grad_abs_sum);
    gradients.addAll(task, ours, expected.grad_first6, expected.grad_abs_sum / expected.grad_nonzero);
  }
  const [, expectedTotal] = Object.entries(golden).find(([key]) => key.startsWith('total_lambda')) ?? [];
  losses.addRelative('total', total, Number(expectedTotal));
  return [losses.result(), gradients.result()];
}

export const lossChecks: readonly Check[] = [
  {
    file: 'loss_fixture.json',
    name: 'losses and their gradients',
    run: async (shared) => {
      const golden = readGolden<Golden>(shared, 'loss_fixture.json');
      const salt = readSalt(shared);
      const results: CheckResult[] = [];
      for (const dataset of Object.keys(PREDICTIONS) as Dataset[])
        results.push(...compareDataset(dataset, golden[dataset], await batchOf(dataset, shared, salt), salt));
      return results;
    },
  },
];
