import { TASK_LABEL, eachControl, type Label, type PublishedTask, type Task } from './tasks.js';

export const DATASETS = ['nyuv2', 'cityscapes', 'taskonomy'] as const;
export type Dataset = (typeof DATASETS)[number];

/** What the published configuration fixes for one dataset (reference: config files of Meta-Sparse and DiSparse). */
export interface DatasetConfig {
  readonly dataset: Dataset;
  /** Tasks the dataset has labels for, in head order. */
  readonly tasks: readonly Task[];
  /** Output channels of each task's head. */
  readonly classes: Readonly<Partial<Record<Task, number>>>;
  /** Weight of each task's loss in the joint objective. */
  readonly lambdas: Readonly<Partial<Record<Task, number>>>;
  /** Side of the square training crop, pixels. */
  readonly crop: number;
  /** Label of a segmentation pixel that does not count. */
  readonly segIgnore: number;
  /** Value that marks padding and missing pixels of each label. */
  readonly padding: Readonly<Partial<Record<Label, number>>>;
  /** Published batch size for scoring weights. */
  readonly similarityBatch: number;
}

type PublishedValues = Readonly<Record<PublishedTask, number>>;

/** Values of the published tasks, and for each control that of the task it is like. */
function withControls(values: PublishedValues): DatasetConfig['classes'] {
  return { ...values, ...eachControl((_, like) => values[like]) };
}

/** The padding of each label from that of the published tasks. */
function paddingOf(values: PublishedValues): DatasetConfig['padding'] {
  const entries = Object.entries(withControls(values)) as [Task, number][];
  return Object.fromEntries(entries.map(([task, value]) => [TASK_LABEL[task], value]));
}

/**
 * NYUv2 itself has three tasks; its values for keypoint and edge, Taskonomy's own, and for the controls are those of
 * procedural scenes in its layout.
 */
export const DATASET_CONFIGS: Readonly<Record<Dataset, DatasetConfig>> = {
  nyuv2: {
    dataset: 'nyuv2',
    tasks: ['seg', 'sn', 'depth'],
    classes: withControls({ seg: 40, sn: 3, depth: 1, keypoint: 1, edge: 1 }),
    lambdas: withControls({ seg: 1, sn: 20, depth: 3, keypoint: 7, edge: 7 }),
    crop: 321,
    segIgnore: 255,
    padding: paddingOf({ seg: 255, sn: 255, depth: 0, keypoint: 255, edge: 255 }),
    similarityBatch: 8,
  },
  cityscapes: {
    dataset: 'cityscapes',
    tasks: ['seg', 'depth'],
    classes: { seg: 19, depth: 1 },
    lambdas: { seg: 1, depth: 20 },
    crop: 224,
    segIgnore: -1,
    padding: { seg: -1, depth: 0 },
    similarityBatch: 16,
  },
  taskonomy: {
    dataset: 'taskonomy',
    tasks: ['seg', 'sn', 'depth', 'keypoint', 'edge'],
    classes: { seg: 17, sn: 3, depth: 1, keypoint: 1, edge: 1 },
    lambdas: { seg: 1, sn: 3, depth: 2, keypoint: 7, edge: 7 },
    crop: 224,
    segIgnore: 255,
    padding: { seg: 255, normal: 255, depth: 255, depth_mask: 255, keypoint: 255, edge: 255 },
    similarityBatch: 4,
  },
};
