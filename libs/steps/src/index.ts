export { similarityStep, type SimilarityOutcome, type StepHandlers } from './similarity/similarity-step.js';
export { defaultBlockBatches, type SimilarityRequest } from './similarity/request.js';
export type { SimilarityEvent } from './similarity/events.js';
