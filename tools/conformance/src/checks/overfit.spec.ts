import { join } from 'node:path';
import { augment, openDataset } from '@metasparse/datasets';
import {
  DATASET_CONFIGS,
  publishedSource,
  scaledWidths,
  type Batch,
  type NetPlan,
  type Task,
} from '@metasparse/scenenet';
import { PUBLISHED_ADAM, Trainer } from '@metasparse/training';
import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { kernels } from '../device.js';

const config = DATASET_CONFIGS.nyuv2;
const CROP = 161;
const ITERATIONS = 100;
/** Losses to be reached: a twelfth or less of what the untrained net has (3.7, 1.04, 3.1). */
const BOUNDS: Readonly<Partial<Record<Task, number>>> = { seg: 0.3, sn: 0.085, depth: 0.25 };

/** Four real frames at half their size, the middle of each. */
async function frames(): Promise<Batch> {
  const folder = join(sharedFolder(), 'data/nyuv2-sample');
  const draw = { scale: 0.5, flip: false, startRow: 40, startColumn: 80 };
  const readers = [
    await openDataset(folder, { split: 'train' }),
    await openDataset(folder, { split: 'test' }),
  ];
  const raws = await Promise.all(
    readers.flatMap((reader) => reader.records.map((_, index) => reader.readRaw(index))),
  );
  const samples = raws.map((raw) => augment(raw, draw, { dataset: 'nyuv2', crop: CROP }, 'correct'));
  return { samples, height: CROP, width: CROP };
}

it(
  'learns four NYUv2 frames by heart with a net of 1/16 of the published width',
  { timeout: 300_000 },
  async () => {
    const plan: NetPlan = {
      widths: scaledWidths(1 / 16),
      tasks: config.tasks.map((task) => ({ task, classes: config.classes[task] ?? 0 })),
    };
    const settings = {
      losses: { config, classWeights: null },
      lambdas: config.lambdas,
      adam: PUBLISHED_ADAM,
      schedule: { rate: 2e-3, decay: { kind: 'cosine', iterations: ITERATIONS }, warmUp: 0 },
      dropoutSeed: null,
      clipNorm: null,
      averageDecay: null,
    } as const;
    const context = { kernels: kernels(), backward: 'float32' } as const;
    const trainer = new Trainer(context, plan, settings, publishedSource(kernels(), 0));
    const batch = await frames();
    let { losses } = trainer.step(batch);
    while (trainer.counters.iteration < ITERATIONS) ({ losses } = trainer.step(batch));
    trainer.free();
    expect(losses.map(({ task }) => task)).toEqual(config.tasks);
    for (const { task, loss } of losses) expect(loss, task).toBeLessThan(BOUNDS[task] ?? 0);
  },
);
