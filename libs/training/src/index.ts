export { PUBLISHED_ADAM, adamStep, type AdamSettings } from './adam/adam-settings.js';
export { learningRate, type Decay, type Schedule } from './schedule/learning-rate.js';
export { TRAINING_DEFAULTS, type DynamicSchedule, type TrainingDefaults } from './schedule/published.js';
export {
  jointGradients,
  jointHeads,
  type JointHead,
  type JointPass,
  type TaskLossValue,
} from './step/joint-gradients.js';
export { NonFiniteLossError } from './step/non-finite-loss.js';
export type { MaskEntry, StateEntry, StatePiece, TensorEntry } from './step/state.js';
export { TENSOR_PARTS, type TensorPart } from './step/trained-tensor.js';
export { Trainer, type StepResult, type TrainingCounters, type TrainingSettings } from './step/trainer.js';
export { dropCount, drop } from './dynamic/drop.js';
export { dropRate, maskAction, type MaskAction } from './dynamic/drop-rate.js';
export { DENSITY_METHODS, layerDensities, type DensityMethod } from './dynamic/densities.js';
export { grow, growCount, type Growth } from './dynamic/grow.js';
export { initialMasks, initiallyRemoved, randomMask, type DrawnLayer } from './dynamic/initial-masks.js';
export {
  dropLayers,
  slices,
  updateMasks,
  type DynamicSettings,
  type LayerUpdate,
} from './dynamic/update-masks.js';
export { currentNet, withCurrentNet } from './step/masked-net.js';
export { ARBITERS, arbitrate, votesNeeded, type Arbiter } from './criteria/arbiter.js';
export { CRITERIA, DATA_CRITERIA, JOINT_CRITERIA, type Criterion } from './criteria/criteria.js';
export {
  keepBest,
  pruneByScores,
  type PruneSettings,
  type PruneSize,
  type PrunedMasks,
} from './criteria/prune.js';
export {
  UnreachableSparsityError,
  solveKeepRatio,
  type SolvedKeepRatio,
  type SparsityScope,
  type SparsityTarget,
} from './criteria/solve-keep-ratio.js';
export { gradientSquareScores, l1Scores, orderedScores, randomScores } from './criteria/weight-scores.js';
export {
  compactTensors,
  offsetsOf,
  type HostTensor,
  type HostTensors,
  type TensorSource,
} from './compact/apply.js';
export { disconnectionProblems, disconnections, type Disconnections } from './compact/disconnections.js';
export { planCompaction, type CompactPlan, type ConstantChannel, type OffsetOf } from './compact/plan.js';
export { channelSpaces, type ChannelSpace } from './compact/spaces.js';
export {
  outputPixels,
  pruneReport,
  type LayerReport,
  type PruneReport,
  type Totals,
} from './criteria/prune-report.js';
export { EvaluationNet, type Prediction } from './evaluate/evaluation-net.js';
export { evaluationTensors } from './evaluate/evaluation-tensors.js';
export { GRASP_STEP, gradientFlows, graspScores } from './criteria/grasp.js';
export { GradientSums, netConvs, type ScoredBatch } from './criteria/gradient-sums.js';
export { JOINT_RANKING, jointSnipScores } from './criteria/joint-snip.js';
export { synflowRound, synflowScores, type SynflowSettings } from './criteria/synflow.js';
export { synapticFlow, type FlowConv, type FlowSink } from './criteria/synflow-net.js';
