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

/**
 * For each start in order, the images cropped there without scaling or mirroring, labels as published: those named by
 * `ids` (a part of the file name each), or every image of the sample folder.
 */
export async function goldenBatch(
  shared: string,
  crop: number,
  starts: readonly CropStart[],
  ids?: readonly string[],
): Promise<Batch> {
  const reader = await openDataset(join(shared, 'data/nyuv2-sample'), { dataset: 'nyuv2', split: 'train' });
  const all = reader.records.map((_, index) => index);
  const chosen = ids?.map((id) => reader.records.findIndex(({ image }) => image.includes(id))) ?? all;
  const raws = await Promise.all(chosen.map((index) => reader.readRaw(index)));
  const samples = starts.flatMap(([startRow, startColumn]) =>
    raws.map((raw) =>
      augment(raw, { scale: 1, flip: false, startRow, startColumn }, { dataset: 'nyuv2', crop }, 'reference'),
    ),
  );
  return { samples, height: crop, width: crop };
}
