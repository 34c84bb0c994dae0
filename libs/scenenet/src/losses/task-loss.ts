import type { DatasetConfig } from '../config/dataset.js';
import type { Batch } from '../config/sample.js';
import { TASK_LABEL, TASK_LIKE, type Label, type PublishedTask, type Task } from '../config/tasks.js';
import { absoluteError } from './absolute-error.js';
import { cosineDistance } from './cosine-distance.js';
import { crossEntropy } from './cross-entropy.js';
import { labelPixels } from './label-pixels.js';
import type { LossResult } from './loss.js';

/** Depth at or below this counts as not measured (NYUv2, Cityscapes). */
export const NO_DEPTH = 3e-5;
/** Marks missing pixels of Taskonomy's labels. */
export const MISSING = 255;

export interface LossSettings {
  readonly config: DatasetConfig;
  /** Taskonomy's weight of each class; null elsewhere. */
  readonly classWeights: Float32Array | null;
}

/** `label` is the task's own; `mask` gives the label `depth_mask`. */
type TaskLoss = (
  prediction: Float32Array,
  label: Float32Array,
  settings: LossSettings,
  mask: () => Float32Array,
) => LossResult;

const notMissing = (label: number): boolean => label !== MISSING;

const responseLoss: TaskLoss = (prediction, label) => absoluteError(prediction, label, notMissing);

const TASK_LOSSES: Readonly<Record<PublishedTask, TaskLoss>> = {
  seg: (prediction, label, { config, classWeights }) =>
    crossEntropy(prediction, label, config.classes.seg ?? 0, config.segIgnore, classWeights),
  sn: (prediction, label) => cosineDistance(prediction, label),
  depth: (prediction, label, { config }, mask) => {
    if (config.dataset !== 'taskonomy') return absoluteError(prediction, label, (depth) => depth > NO_DEPTH);
    const measured = mask();
    return absoluteError(prediction, label, (depth, p) => notMissing(depth) && measured[p] === 1);
  },
  keypoint: responseLoss,
  edge: responseLoss,
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
  const pixels = (label: Label): Float32Array =>
    labelPixels(batch, label, height, width, padding[label] ?? MISSING);
  return TASK_LOSSES[TASK_LIKE[task]](prediction, pixels(TASK_LABEL[task]), settings, () =>
    pixels('depth_mask'),
  );
}
