import { join } from 'node:path';
import { augment, openDataset } from '@metasparse/datasets';
import {
  DATASET_CONFIGS,
  type Batch,
  type LossSettings,
  type NetPlan,
  type Widths,
} from '@metasparse/scenenet';

/** Top-left corner of a crop, [row, column]. */
export type CropStart = readonly [number, number];

/** Losses of the golden runs: NYUv2's, on labels as published. */
export const GOLDEN_LOSSES: LossSettings = { config: DATASET_CONFIGS.nyuv2, classWeights: null };

/** The golden net of the given widths: NYUv2's three tasks. */
export function goldenPlan(widths: Widths): NetPlan {
  const { tasks, classes } = DATASET_CONFIGS.nyuv2;
  return { widths, tasks: tasks.map((task) => ({ task, classes: classes[task] ?? 0 })) };
}

/** For each start in order, every image of the sample folder cropped there without scaling or mirroring. */
export async function goldenBatch(
  shared: string,
  crop: number,
  starts: readonly CropStart[],
): Promise<Batch> {
  const reader = await openDataset(join(shared, 'data/nyuv2-sample'), { dataset: 'nyuv2', split: 'train' });
  const raws = await Promise.all(reader.records.map((_, i) => reader.readRaw(i)));
  const samples = starts.flatMap(([startRow, startColumn]) =>
    raws.map((raw) =>
      augment(raw, { scale: 1, flip: false, startRow, startColumn }, { dataset: 'nyuv2', crop }, 'reference'),
    ),
  );
  return { samples, height: crop, width: crop };
}
