export { similarityStep, type SimilarityOutcome, type StepHandlers } from './similarity/similarity-step.js';
export { defaultBlockBatches, type SimilarityRequest } from './similarity/request.js';
export type { SimilarityEvent } from './similarity/events.js';
export { resolveRequest, type ResolvedRequest, type SimilarityInput } from './similarity/resolve-request.js';
export { dataDigest, inputDigests } from './similarity/input-digests.js';
export { runSimilarityStep, type FinishedRun } from './similarity/run-similarity.js';
export { computeEnvironment, type ComputeOptions } from './compute/config.js';
export { makeScenes, type SceneSet } from './scenes/make-scenes.js';
export type { SceneProgress, SceneRequest } from './scenes/scene-request.js';
