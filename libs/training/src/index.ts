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
export type { MaskEntry, StateEntry, TensorEntry } from './step/state.js';
export { TENSOR_PARTS, type TensorPart } from './step/trained-tensor.js';
export { Trainer, type StepResult, type TrainingCounters, type TrainingSettings } from './step/trainer.js';
