import { describe, expect, it } from 'vitest';
import { DATASETS, DATASET_CONFIGS, type Dataset } from '../config/dataset.js';
import type { Batch } from '../config/sample.js';
import { LABEL_CHANNELS, TASK_LABEL, type Label, type Task } from '../config/tasks.js';
import { streamKey, uniform } from '../random/counter-hash.js';
import { taskLoss } from './task-loss.js';
import { taskTargets } from './task-targets.js';

const SIZE = 12;
const [HEIGHT, WIDTH] = [5, 6];

/** Labels of every kind, a third of them missing. */
function batchOf(dataset: Dataset): Batch {
  const { classes, padding, segIgnore } = DATASET_CONFIGS[dataset];
  const values: Readonly<Record<string, (u: number) => number>> = {
    seg: (u) => (u < 1 / 3 ? segIgnore : Math.floor(u * (classes.seg ?? 0))),
    depth: (u) => (u < 1 / 3 ? (padding.depth ?? 0) : 1 + u),
    depth_mask: (u) => Number(u > 0.2),
  };
  const map = (label: Label, stream: number): Float32Array => {
    const value = values[label] ?? ((u: number) => (u < 1 / 3 ? 255 : 200 * u));
    const channels = LABEL_CHANNELS[label];
    return Float32Array.from({ length: SIZE * SIZE * channels }, (_, e) =>
      value(uniform(streamKey(stream), Math.floor(e / channels))),
    );
  };
  const labels = ['seg', 'normal', 'depth', 'depth_mask', 'keypoint', 'edge'] as const;
  const samples = [0, 1].map((i) => ({
    id: String(i),
    height: SIZE,
    width: SIZE,
    image: new Float32Array(SIZE * SIZE * 3),
    labels: Object.fromEntries(labels.map((label, l) => [label, map(label, 10 * i + l)])),
  }));
  return { samples, height: SIZE, width: SIZE };
}

const cases = DATASETS.flatMap((dataset) =>
  DATASET_CONFIGS[dataset].tasks.map((task) => [dataset, task] as const),
);

describe.each(cases)('targets on %s of %s', (dataset, task: Task) => {
  const config = DATASET_CONFIGS[dataset];
  const batch = batchOf(dataset);
  const targets = taskTargets(task, config, batch, HEIGHT, WIDTH);

  it('are of the pixels that the loss counts', () => {
    const classes = config.classes[task] ?? 0;
    const prediction = new Float32Array(2 * HEIGHT * WIDTH * classes).fill(0.1);
    const settings = { config, classWeights: null };
    const { pixels } = taskLoss(task, settings, prediction, HEIGHT, WIDTH, batch);
    expect(targets.pixels.length).toBe(pixels);
    expect(pixels).toBeGreaterThan(0);
    expect(pixels).toBeLessThan(2 * HEIGHT * WIDTH);
  });

  it('are indicators of classes, or the labels as they stand', () => {
    const target = new Float64Array(targets.size);
    const allowed = batch.samples.flatMap(({ labels }) => [...(labels[TASK_LABEL[task]] ?? [])]);
    for (const pixel of targets.pixels) {
      targets.read(pixel, target);
      if (targets.kind === 'classes') expect([...target].sort().slice(-2)).toEqual([0, 1]);
      else for (const value of target) expect(allowed).toContain(value);
    }
  });
});
