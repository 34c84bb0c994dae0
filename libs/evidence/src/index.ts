export { bcaInterval } from './bootstrap/bca.js';
export { drawnMeans, statisticInterval, type SeedValues } from './bootstrap/both-sides.js';
export { halfSamples, type HalfSamples } from './bootstrap/half-samples.js';
export { nestedDraws, type NestedPick } from './bootstrap/nested-draws.js';
export { leaveOneOut, nestedInterval, nestedMeans, type NestedValues } from './bootstrap/nested-means.js';
export { orderOf, orderShares, type OrderShare } from './bootstrap/order-shares.js';
export { seedDeviation } from './bootstrap/seed-deviation.js';
export { seedMean } from './bootstrap/seed-mean.js';
export {
  buildGainsFile,
  type GainsInput,
  type MeasuredMetric,
  type TrainedRun,
} from './gains/build-gains-file.js';
export type {
  FailedRun,
  GainsFile,
  GainsHead,
  GainsSubset,
  MetricGain,
  PerSeed,
  PerTask,
} from './gains/gains-file.js';
export { gainsTsv } from './gains/gains-tsv.js';
export { GAIN_MEASURES, pairGain, type GainMeasure } from './gains/pair-gain.js';
export { relativeGain } from './gains/relative-gain.js';
export { judgeSimilarity, type Judged, type JudgeSettings } from './judging/judge-similarity.js';
export type { CellTable, SeedHalves, SeedJudging } from './judging/seed-judging.js';
export { correctedScore } from './judging/corrected-score.js';
export { orderTest, type OrderP } from './permutation/order-test.js';
export { permutationTest, type PermutationP } from './permutation/permutation-test.js';
export { permutations, type PermutationLimits, type Permutations } from './permutation/permutations.js';
export { relabelledPairs, type Pair } from './permutation/relabelled-pairs.js';
export { signFlipTest, type SignFlipP } from './permutation/sign-flips.js';
export { averageRanks } from './rank/average-ranks.js';
export { rankStatistic, type RankStatistic } from './rank/rank-statistic.js';
export { RANK_STATISTICS, STATISTICS, type StatisticName } from './rank/statistics.js';
export { analyse, type AnalysisInput, type AnalysisSettings, type Prediction } from './validation/analyse.js';
export {
  ARRANGEMENTS,
  type Analysis,
  type ArrangementCount,
  type ArrangementKind,
  type ArrangementP,
  type Configuration,
  type GainPoint,
  type StatisticRow,
  type ValidationFile,
  type ValidationRow,
} from './validation/validation-file.js';
export { validationTsv } from './validation/validation-tsv.js';
