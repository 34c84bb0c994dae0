import type { DatasetConfig } from '../config/dataset.js';
import type { Batch } from '../config/sample.js';
import type { Task } from '../config/tasks.js';
import { absoluteError } from './absolute-error.js';
import { cosineDistance } from './cosine-distance.js';
import { crossEntropy } from './cross-entropy.js';
import { labelPixels } from './label-pixels.js';
import type { LossResult } from './loss.js';

/** Depth at or below this counts as not measured (NYUv2, Cityscapes). */
const NO_DEPTH = 3e-5;
/** Marks missing pixels of Taskonomy's labels. */
const MISSING = 255;

export interface LossSettings {
  readonly config: DatasetConfig;
  /** Taskonomy's weight of each class; null elsewhere. */
  readonly classWeights: Float32Array | null;
}

type TaskLoss = (prediction: Float32Array, labels: Labels, settings: LossSettings) => LossResult;
type Labels = (label: 'seg' | 'normal' | 'depth' | 'depth_mask' | 'keypoint' | 'edge') => Float32Array;

const notMissing = (label: number): boolean => label !== MISSING;

const TASK_LOSSES: Readonly<Record<Task, TaskLoss>> = {
  seg: (prediction, labels, { config, classWeights }) =>
    crossEntropy(prediction, labels('seg'), config.classes.seg ?? 0, config.segIgnore, classWeights),
  sn: (prediction, labels) => cosineDistance(prediction, labels('normal')),
  depth: (prediction, labels, { config }) => {
    if (config.dataset !== 'taskonomy')
      return absoluteError(prediction, labels('depth'), (label) => label > NO_DEPTH);
    const mask = labels('depth_mask');
    return absoluteError(prediction, labels('depth'), (label, p) => notMissing(label) && mask[p] === 1);
  },
  keypoint: (prediction, labels) => absoluteError(prediction, labels('keypoint'), notMissing),
  edge: (prediction, labels) => absoluteError(prediction, labels('edge'), notMissing),
};

/**
 * The loss of one task on a prediction [batch, height, width, classes]: labels are brought to its resolution by
 * nearest resizing (reference section 2). Not weighted by the dataset's lambda.
 */
export function taskLoss(
  task: Task,
  settings: LossSettings,
  prediction: Float32Array,
  height: number,
  width: number,
  batch: Batch,
): LossResult {
  const { padding } = settings.config;
  return TASK_LOSSES[task](
    prediction,
    (label) => labelPixels(batch, label, height, width, padding[label] ?? MISSING),
    settings,
  );
}
