import { orderSigns, scaledSigns, untied } from './order-signs.js';
import type { RankStatistic } from './rank-statistic.js';

/** Kendall's tau-b: (concordant - discordant) / sqrt(untied pairs of the one x untied pairs of the other). */
export const KENDALL: RankStatistic = { base: 0, ofPrediction: unitSigns, ofTruth: unitSigns };

function unitSigns(values: readonly number[]): Float64Array {
  const signs = orderSigns(values);
  return scaledSigns(signs, 1 / Math.sqrt(untied(signs)));
}
