export type { BaselinesRequest } from './baselines/baselines-request.js';
export { baselinesStep, type BaselinesHandlers } from './baselines/baselines-step.js';
export { similarityStep, type SimilarityOutcome, type StepHandlers } from './similarity/similarity-step.js';
export { defaultBlockBatches, type SimilarityRequest } from './similarity/request.js';
export type { SimilarityEvent } from './similarity/events.js';
export { resolveRequest, type ResolvedRequest, type SimilarityInput } from './similarity/resolve-request.js';
export { dataDigest, inputDigests } from './similarity/input-digests.js';
export { runSimilarityStep, type FinishedRun } from './similarity/run-similarity.js';
export { computeEnvironment, type ComputeOptions } from './compute/config.js';
export { makeScenes, type SceneSet } from './scenes/make-scenes.js';
export type { SceneProgress, SceneRequest } from './scenes/scene-request.js';
export { EXPORT_FORMATS, exportNet, type ExportFormat, type NetForm } from './exchange/export-net.js';
export { importNet, type ExchangeReport } from './exchange/import-net.js';
export { importResNet34 } from './exchange/import-resnet34.js';
export { iouStep, type IouSettings } from './iou/iou-step.js';
export { groupStep, type GroupRequest, type TaskPair } from './group/group-step.js';
export { writeGroups } from './group/write-groups.js';
export { readFinishedRun, type FinishedSimilarity } from './iou/finished-run.js';
export { writeIou } from './iou/write-iou.js';
export { cpuFeatures, type CpuFeatures } from './machine/cpu-features.js';
export type { EvaluateRequest } from './evaluate/evaluate-request.js';
export { evaluateStep, type EvaluateHandlers } from './evaluate/evaluate-step.js';
export {
  constantMetric,
  type ClassIoU,
  type ConstantReport,
  type EvaluationReport,
} from './evaluate/evaluation-report.js';
export type { PruneOutcome, PrunedLayer } from './prune/prune-outcome.js';
export { PRUNED_NET, PRUNE_FILES } from './prune/prune-outcome.js';
export {
  PRUNE_CRITERION,
  PRUNE_DEFAULTS,
  PRUNE_METHODS,
  type PruneMethod,
  type PruneRequest,
} from './prune/prune-request.js';
export { pruneStep, type PruneHandlers } from './prune/prune-step.js';
export { TRAIN_METHODS, type TrainRequest } from './train/train-request.js';
export {
  resolveTrainRequest,
  type ResolvedTraining,
  type TrainInput,
} from './train/resolve-train-request.js';
export {
  compareRuns,
  type ComparedDifference,
  type ComparedGroup,
  type ComparedResult,
  type ComparedSetting,
  type Comparison,
} from './compare/compare-runs.js';
export { readRun } from './compare/read-run.js';
export type { ComparedRun, RunKind, RunResult, Setting } from './compare/run-result.js';
export { isTrainingFolder, readTrainingCurves } from './train/read-curves.js';
export { trainStep } from './train/train-step.js';
export type { TrainEvent, TrainHandlers } from './train/train-events.js';
export { ARBITERS, CRITERIA, type Arbiter, type Criterion } from '@metasparse/training';
export { compactNet, type CompactRequest } from './compact/compact-net.js';
export type { CompactReport, NetSize } from './compact/compact-report.js';
export { sizeOf, type PlanContext, type Scale } from './reproduce/budget.js';
export { dataState, type DataState } from './reproduce/data-state.js';
export { keptRate } from './reproduce/kept-rate.js';
export type { MeasuredRate } from './reproduce/measured-rate.js';
export type { Plan, PlanCell, PlanStep, PlanTable } from './reproduce/plan.js';
export { PLANS, type PlanDefinition } from './reproduce/plans.js';
export { readPlan } from './reproduce/read-plan.js';
export { REPRODUCTION_FILES, reproduction, writeReproduction } from './reproduce/reproduction.js';
export { runPlan, type StepEvent } from './reproduce/run-plan.js';
export { isFinished } from './reproduce/step-state.js';
export { writePlan } from './reproduce/write-plan.js';
export type { CotrainEvent, CotrainHandlers } from './cotrain/cotrain-events.js';
export type { CotrainRequest, CotrainRun } from './cotrain/cotrain-request.js';
export { cotrainRuns } from './cotrain/cotrain-runs.js';
export { cotrainStep } from './cotrain/cotrain-step.js';
export { estimateCotrain, type CotrainEstimate } from './cotrain/estimate-cotrain.js';
export { resolveCotrain, type CotrainInput, type ResolvedCotrain } from './cotrain/resolve-cotrain.js';
export { GAINS_FILES } from './cotrain/write-gains.js';
export { validateStep, type ValidateRequest } from './validate/validate-step.js';
export { VALIDATION_FILES, writeValidation } from './validate/write-validation.js';
export { decideStep } from './decide/decide-step.js';
export type { DecideEvent, DecideHandlers } from './decide/decide-events.js';
export { resolveDecision, type DecideInput, type ResolvedDecision } from './decide/decide-request.js';
export { DECISION_FILES } from './decide/write-decision.js';
