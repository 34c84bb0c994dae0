export { TASK_SCORES, type Collected, type TaskScore, type TaskTable } from './collect/collector.js';
export { REPRESENTATION_IMAGES } from './collect/representation-collector.js';
export { SeedCollectors, type CollectSettings } from './collect/seed-collectors.js';
export { EMBEDDING_DISTANCES, usedFilters, type EmbeddingDistance } from './fisher/embedding-distances.js';
export { FisherEmbedding } from './fisher/fisher-embedding.js';
export {
  gradientCosine,
  gradientNormRatio,
  gradientProducts,
  totalProducts,
  type GradientProducts,
} from './gradient/gradient-products.js';
export { lookaheadAffinity } from './gradient/lookahead.js';
export { symmetricEigen, type SymmetricEigen } from './linear/symmetric-eigen.js';
export {
  BASELINE_METRICS,
  DIRECTED,
  METHODS,
  METHOD_TABLE,
  PHASES,
  passesOf,
  phasesOf,
  type BaselineMetric,
  type Method,
  type Passes,
  type Phase,
} from './methods/methods.js';
export { BaselinePass, type BaselinePassSettings } from './pass/baseline-pass.js';
export type { BatchMeasures, TaskMeasures, Timed } from './pass/batch-measures.js';
export { dissimilarityMatrix, representationSimilarity } from './representation/dissimilarity.js';
export { pooledCells } from './representation/pooled-cells.js';
export { buildBaselinesFile, type BaselinesInput } from './result/build-baselines-file.js';
export type {
  BaselineLayerRow,
  BaselineRow,
  BaselinesFile,
  BaselinesHead,
  CorrelationRow,
  Correlations,
  CorrelationValue,
  MethodCost,
  TaskRow,
} from './result/baselines-file.js';
export { baselinesTsv, correlationsTsv } from './result/baselines-tsv.js';
export { MASK_CHOICE, correlations, type MaskChoice, type MaskRow } from './result/correlations.js';
export { hScore } from './transfer/h-score.js';
export { logMe } from './transfer/log-me.js';
export { SampleSums } from './transfer/sample-sums.js';
export { sampledPixels } from './transfer/sampled-pixels.js';
