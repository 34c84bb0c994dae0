export {
  chanceIou,
  chanceMaskedSals,
  chanceSals,
  independentIou,
  nullModel,
  type NullModel,
} from './chance/null-model.js';
export { hypergeometricIou, type Moments } from './chance/hypergeometric-iou.js';
export { randomNull } from './chance/random-null.js';
export { shuffleNull } from './chance/shuffle-null.js';
export { measureDirected, type DirectedShares } from './measure/measure-directed.js';
export { measureSeed } from './measure/measure-seed.js';
export {
  taskPairs,
  type LayerMeasure,
  type PairLayerMeasure,
  type SeedMeasures,
  type TaskLayerMeasure,
} from './measure/measures.js';
export { maskIou, type MaskIou } from './metrics/mask-iou.js';
export { METRIC_FUNCTIONS, cosine, epi, iou } from './metrics/metrics.js';
export { pairLayers, type PairLayer, type PairSide } from './metrics/pair-layer.js';
export { layerValues, layerWeights, similarity, weightedMean } from './metrics/similarity.js';
export { FILTER_WEIGHTINGS, WEIGHT_FUNCTIONS } from './metrics/weightings.js';
export { buildSimilarityFile } from './result/build-similarity-file.js';
export {
  cellKeys,
  pairCells,
  pairNulls,
  pairValues,
  type CellKey,
  type MaskNulls,
  type PairCells,
} from './result/cells.js';
export { definedWeightings } from './result/pair-table.js';
export { latexRows, latexTable } from './result/latex.js';
export { markdownTable } from './result/markdown.js';
export {
  buildMaskIouFile,
  maskIouTsv,
  type MaskIouFile,
  type MaskIouRow,
  type MaskIouSettings,
} from './result/mask-iou-file.js';
export {
  METRICS,
  VERDICTS,
  WEIGHTINGS,
  type ConvergenceRow,
  type DirectedRow,
  type Interval,
  type Judging,
  type KeptRow,
  type LayerRow,
  type Metric,
  type OrderRow,
  type RowHalves,
  type RowJudgement,
  type RowNulls,
  type SimilarityFile,
  type SimilarityRow,
  type Verdict,
  type Weighting,
} from './result/similarity-file.js';
export type { SimilarityRun } from './result/similarity-run.js';
export { tableJson, type TableJson } from './result/table-json.js';
export { threeDecimals } from './result/three-decimals.js';
export { similarityTsv } from './result/tsv.js';
