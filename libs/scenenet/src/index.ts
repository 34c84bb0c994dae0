export { DATASETS, DATASET_CONFIGS, type Dataset, type DatasetConfig } from './config/dataset.js';
export type { Batch, Compat, Sample } from './config/sample.js';
export {
  CONTROL_LIKE,
  CONTROL_TASKS,
  LABEL_CHANNELS,
  LABEL_LIKE,
  PUBLISHED_TASKS,
  TASKS,
  TASK_LABEL,
  TASK_LIKE,
  isControl,
  isTask,
  type ControlTask,
  type Label,
  type PublishedLabel,
  type PublishedTask,
  type Task,
} from './config/tasks.js';
export { counterKey, hash, streamKey, symmetric, uniform } from './random/counter-hash.js';
export type {
  Accumulator,
  AdamStep,
  BatchNormGrads,
  BatchNormResult,
  ConvGeometry,
  DType,
  Kernels,
  Tensor,
} from './kernels/kernels.js';
export {
  BACKBONE_LAYERS,
  FULL_WIDTHS,
  NARROW_WIDTHS,
  backboneLayers,
  featureSize,
  headLayers,
  normName,
  pooledSize,
  scaledWidths,
  weightCount,
  type ConvLayer,
  type HeadLayers,
  type Widths,
} from './net/layers.js';
export type { WeightSource } from './init/weight-source.js';
export { publishedSource } from './init/published.js';
export { xavierSource } from './init/xavier.js';
export { absoluteError } from './losses/absolute-error.js';
export { cosineDistance } from './losses/cosine-distance.js';
export { crossEntropy } from './losses/cross-entropy.js';
export type { LossResult } from './losses/loss.js';
export { nearestIndex } from './losses/nearest.js';
export { taskLoss, type LossSettings } from './losses/task-loss.js';
export { taskTargets, type TaskTargets } from './losses/task-targets.js';
export type { Activation, PassContext } from './net/activation.js';
export {
  BLOCK_PLANS,
  backboneBackward,
  backboneForward,
  freeBackboneTape,
  type BackboneTape,
} from './net/backbone.js';
export type { BlockPlan } from './net/block.js';
export type { StatisticsSink } from './net/conv-norm.js';
export { imageTensor } from './net/image-tensor.js';
export { evaluateBackbone, evaluateHead, type NormStatistics } from './net/evaluate.js';
export { dropoutBits, type DropoutCounters } from './net/dropout.js';
export { DROPOUT_FOLD, headBackward, headForward, type DropoutBits, type HeadTape } from './net/head.js';
export {
  convsOf,
  type BackboneParameters,
  type ConvParameters,
  type GradientSink,
  type HeadParameters,
  type NormParameters,
} from './net/parameters.js';
export { buildNet, freeNet, netLayers, type NetPlan, type SceneNet, type TaskHead } from './net/scene-net.js';
export { Confusion } from './metrics/confusion.js';
export type { ImagePrediction, Metric, MetricAccumulator } from './metrics/metric.js';
export { ConstantPredictor } from './metrics/constant-predictor.js';
export { predictionPixels } from './metrics/prediction-pixels.js';
export { SegmentationMetrics } from './metrics/segmentation-metrics.js';
export { TASK_METRICS } from './metrics/task-metrics.js';
