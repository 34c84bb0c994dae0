import { averageRanks } from './average-ranks.js';
import type { RankStatistic } from './rank-statistic.js';

/** Spearman's rho: Pearson's correlation of the ranks, ties at their mean rank. */
export const SPEARMAN: RankStatistic = { base: 0, ofPrediction: unitRanks, ofTruth: unitRanks };

function unitRanks(values: readonly number[]): Float64Array {
  const centre = (values.length + 1) / 2;
  const centred = averageRanks(values).map((rank) => rank - centre);
  const norm = Math.hypot(...centred);
  return Float64Array.from(centred, (rank) => rank / norm);
}
