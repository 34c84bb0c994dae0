import {
  DATASET_CONFIGS,
  publishedSource,
  xavierSource,
  type Batch,
  type LossSettings,
  type NetPlan,
  type PassContext,
} from '@metasparse/scenenet';
import { packMask, type BitMask } from '@metasparse/sparsity';
import { PUBLISHED_ADAM, Trainer, type TrainingSettings } from '@metasparse/training';
import { kernels, random } from './finite-difference.js';

const SIZE = 33;
const config = DATASET_CONFIGS.nyuv2;

export const context: PassContext = { kernels, backward: 'float32' };
export const losses: LossSettings = { config, classWeights: null };
export const plan: NetPlan = {
  widths: { backbone: [8, 8, 8, 8], head: 8 },
  tasks: config.tasks.map((task) => ({ task, classes: config.classes[task] as number })),
};

/** `count` images of noise with all labels, `first` apart from other batches. */
export function tinyBatch(count: number, first = 0): Batch {
  const samples = Array.from({ length: count }, (_, i) => {
    const stream = 100 * (first + i + 1);
    return {
      id: `sample ${first + i}`,
      height: SIZE,
      width: SIZE,
      image: random(stream, [SIZE, SIZE, 3], (v) => 100 * v),
      labels: {
        seg: random(stream + 1, [SIZE, SIZE], (v) => Math.floor((v + 1) * 20)),
        normal: random(stream + 2, [SIZE, SIZE, 3], (v) => 127 + 120 * v),
        depth: random(stream + 3, [SIZE, SIZE], (v) => 5 + 4 * v),
      },
    };
  });
  return { samples, height: SIZE, width: SIZE };
}

export const settings: TrainingSettings = {
  losses,
  lambdas: config.lambdas,
  adam: PUBLISHED_ADAM,
  schedule: { rate: 1e-3, decay: { kind: 'step', every: 2, factor: 0.5 }, warmUp: 0 },
  dropoutSeed: 7,
  clipNorm: null,
  averageDecay: null,
};

export function tinyTrainer(changes: Partial<TrainingSettings> = {}, passContext = context): Trainer {
  return new Trainer(passContext, plan, { ...settings, ...changes }, xavierSource(kernels, 3));
}

/** A trainer whose tensors are drawn otherwise: only a complete state makes it equal to `tinyTrainer`'s. */
export function otherTrainer(changes: Partial<TrainingSettings> = {}): Trainer {
  return new Trainer(context, plan, { ...settings, ...changes }, publishedSource(kernels, 4));
}

/** Keeps about `density` of a layer, by a formula. */
export function tinyMask(stream: number, shape: readonly number[], density: number): BitMask {
  return packMask(random(stream, shape, (v) => Number((v + 1) / 2 < density)));
}
