import { DATASET_CONFIGS, scaledWidths, type Dataset, type NetPlan, type Task } from '@metasparse/scenenet';
import { TRAINING_DEFAULTS } from '@metasparse/training';
import { fittingWorkers, workerBytes } from '../machine/fit.js';
import type { DataState } from './data-state.js';
import type { MeasuredRate } from './measured-rate.js';
import { imageFlops } from './work.js';

/** `full`: as published; `short`: a narrow net and few batches, to see the road work, not to compare values. */
export type Scale = 'full' | 'short';

/** What a plan is made for. */
export interface PlanContext {
  readonly data: DataState;
  readonly seeds: number;
  readonly scale: Scale;
  /** null: no hours are estimated. */
  readonly rate: MeasuredRate | null;
}

/** Width of the net and side of the crops at a scale. */
export function sizeOf(dataset: Dataset, scale: Scale): { readonly width: number; readonly crop: number } {
  return scale === 'full' ? { width: 1, crop: DATASET_CONFIGS[dataset].crop } : { width: 1 / 8, crop: 129 };
}

/** Height and width of whole images, as they are evaluated. */
const WHOLE: Readonly<Record<Dataset, readonly [number, number]>> = {
  nyuv2: [480, 640],
  cityscapes: [256, 512],
  taskonomy: [256, 256],
};
/** Images of the usual test splits, for estimates without the data. */
const TEST_IMAGES: Readonly<Partial<Record<Dataset, number>>> = { nyuv2: 654, cityscapes: 500 };

export type Work =
  | { readonly kind: 'score'; readonly images: number; readonly workers: number }
  | {
      readonly kind: 'train';
      readonly iterations: number;
      readonly images: number;
      readonly testEvery: number;
      readonly testImages: number;
    }
  | { readonly kind: 'evaluate' };

/** Estimated seconds of a piece of work on a net with these tasks; null without a measured rate. */
export function estimatedSeconds(context: PlanContext, tasks: readonly Task[], work: Work): number | null {
  const flops = operations(context, tasks, work);
  return context.rate === null || flops === null ? null : flops / context.rate.flopsPerSecond;
}

/** null where the number of images is not known. */
function operations({ data, scale }: PlanContext, tasks: readonly Task[], work: Work): number | null {
  const { width, crop } = sizeOf(data.dataset, scale);
  const plan = planOf(data.dataset, tasks, width);
  const whole = imageFlops(plan, ...WHOLE[data.dataset]).evaluate;
  const cropped = imageFlops(plan, crop, crop);
  switch (work.kind) {
    case 'score':
      return (work.images * cropped.score) / work.workers;
    case 'evaluate': {
      const images = testImages(data);
      return images === null ? null : images * whole;
    }
    case 'train': {
      const tests = work.testEvery === 0 ? 0 : Math.ceil(work.iterations / work.testEvery);
      const tested = tests * Math.min(work.testImages, testImages(data) ?? 0) * whole;
      return work.iterations * work.images * cropped.train + tested;
    }
  }
}

function planOf(dataset: Dataset, tasks: readonly Task[], width: number): NetPlan {
  const { classes } = DATASET_CONFIGS[dataset];
  return { widths: scaledWidths(width), tasks: tasks.map((task) => ({ task, classes: classes[task] ?? 1 })) };
}

function testImages({ dataset, test }: DataState): number | null {
  return test.images > 0 ? test.images : (TEST_IMAGES[dataset] ?? null);
}

/** Processes that share out a similarity run on this machine. */
export function scoringWorkers(
  { data, scale }: PlanContext,
  tasks: readonly Task[],
  batchSize: number,
): number {
  const { width, crop } = sizeOf(data.dataset, scale);
  return fittingWorkers(workerBytes(planOf(data.dataset, tasks, width), batchSize, crop * crop), 1);
}

/** How long and on what a plan trains. */
export interface TrainingBudget {
  readonly iterations: number;
  readonly batchSize: number;
  readonly testEvery: number;
  /** Infinity: the whole split. */
  readonly testImages: number;
  /** Batches that are scored before pruning. */
  readonly pruneBatches: number;
  readonly pruneBatchSize: number;
  /** Training after pruning a trained net. */
  readonly retrainIterations: number;
}

const SHORT: TrainingBudget = {
  iterations: 300,
  batchSize: 4,
  testEvery: 100,
  testImages: 20,
  pruneBatches: 10,
  pruneBatchSize: 4,
  retrainIterations: 100,
};

/** The published budget with `iterations` of `batchSize` crops, or the short one. */
export function trainingBudget(
  { data, scale }: PlanContext,
  published: { readonly iterations: number; readonly batchSize: number },
): TrainingBudget {
  if (scale === 'short') return SHORT;
  const { testEvery, retrain } = TRAINING_DEFAULTS[data.dataset];
  return {
    ...published,
    testEvery,
    testImages: Infinity,
    pruneBatches: 50,
    pruneBatchSize: data.dataset === 'taskonomy' ? published.batchSize / 4 : published.batchSize,
    retrainIterations: retrain.iterations,
  };
}
