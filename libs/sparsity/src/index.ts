export {
  bitMask,
  byteCount,
  emptyMask,
  isKept,
  packMask,
  unpackMask,
  type BitMask,
} from './mask/bit-mask.js';
export {
  densityReport,
  joinMasks,
  joinedLayers,
  taskLayers,
  type Density,
  type DensityReport,
  type JoinedMasks,
  type MaskedLayer,
} from './mask/joined-network.js';
export { topKMasks, type LayerMasks } from './mask/layer-masks.js';
export {
  agreementCounts,
  intersectionOf,
  keptByBoth,
  keptByEither,
  keptCount,
  unionOf,
} from './mask/mask-sets.js';
export { SaliencyPass, type TaskBatchResult } from './saliency/saliency-pass.js';
export { addInto, planBlocks, type Block } from './scores/accumulate.js';
export { filterSize, weightCount, type LayerDescriptor } from './scores/layer.js';
export { normFactor, normalise } from './scores/norm.js';
export { flatScores, memoryScores, readLayer, totalWeights, type TaskScores } from './scores/task-scores.js';
export {
  KEEP_RATIO_METHODS,
  MASK_IOU_KEEP_RATIO,
  keepRatio,
  type KeepRatioMethod,
  type KeepRatioTable,
} from './selection/keep-ratio.js';
export { signedPatterns } from './selection/float-bits.js';
export { kthLargest } from './selection/kth-largest.js';
export { numToKeep } from './selection/num-to-keep.js';
export { selectThresholds, type TaskThresholds, type Threshold } from './selection/thresholds.js';
