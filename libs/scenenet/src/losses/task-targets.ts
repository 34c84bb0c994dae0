import type { DatasetConfig } from '../config/dataset.js';
import type { Batch } from '../config/sample.js';
import { TASK_LABEL, TASK_LIKE, type Label, type Task } from '../config/tasks.js';
import { labelPixels } from './label-pixels.js';
import { MISSING, NO_DEPTH } from './task-loss.js';

/** A task's labels at the resolution of its loss, as what a linear model would be fitted to. */
export interface TaskTargets {
  readonly kind: 'classes' | 'values';
  /** Numbers a pixel: an indicator of each class, the three channels of a normal, or one value. */
  readonly size: number;
  /** The pixels of [batch, height, width] that the task's loss counts. */
  readonly pixels: Int32Array;
  /** Writes the target of one pixel. */
  read(pixel: number, into: Float64Array): void;
}

/** The targets of one task in a batch, labels brought to height x width by nearest resizing as for the loss. */
export function taskTargets(
  task: Task,
  config: DatasetConfig,
  batch: Batch,
  height: number,
  width: number,
): TaskTargets {
  const map = (label: Label): Float32Array =>
    labelPixels(batch, label, height, width, config.padding[label] ?? MISSING);
  const labels = map(TASK_LABEL[task]);
  switch (TASK_LIKE[task]) {
    case 'seg':
      return classTargets(labels, config.classes[task] ?? 0, config.segIgnore);
    case 'sn':
      return valueTargets(labels, 3, (p) => Math.max(...labels.subarray(3 * p, 3 * p + 3)) < MISSING);
    case 'depth':
      return valueTargets(labels, 1, depthCounts(config, labels, map));
    case 'keypoint':
    case 'edge':
      return valueTargets(labels, 1, (p) => labels[p] !== MISSING);
  }
}

function depthCounts(
  { dataset }: DatasetConfig,
  depth: Float32Array,
  map: (label: Label) => Float32Array,
): (pixel: number) => boolean {
  if (dataset !== 'taskonomy') return (p) => (depth[p] as number) > NO_DEPTH;
  const measured = map('depth_mask');
  return (p) => depth[p] !== MISSING && measured[p] === 1;
}

function classTargets(labels: Float32Array, classes: number, ignore: number): TaskTargets {
  return {
    kind: 'classes',
    size: classes,
    pixels: countedPixels(labels.length, (p) => labels[p] !== ignore),
    read(pixel, into) {
      into.fill(0);
      into[labels[pixel] as number] = 1;
    },
  };
}

function valueTargets(labels: Float32Array, size: number, counts: (pixel: number) => boolean): TaskTargets {
  return {
    kind: 'values',
    size,
    pixels: countedPixels(labels.length / size, counts),
    read(pixel, into) {
      for (let c = 0; c < size; c++) into[c] = labels[pixel * size + c] as number;
    },
  };
}

function countedPixels(pixels: number, counts: (pixel: number) => boolean): Int32Array {
  return Int32Array.from(Array.from({ length: pixels }, (_, p) => p).filter(counts));
}
