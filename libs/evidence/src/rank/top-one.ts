import type { RankStatistic } from './rank-statistic.js';

/** Whether the highest prediction has the highest truth: of predictions that tie for the highest, the share that has it. */
export const TOP_ONE: RankStatistic = {
  base: 0,
  ofPrediction: (values) => {
    const top = highest(values);
    const count = top.reduce((sum, one) => sum + one, 0);
    return top.map((one) => one / count);
  },
  ofTruth: highest,
};

/** 1 at the highest values, 0 elsewhere. */
function highest(values: readonly number[]): Float64Array {
  const most = values.reduce((max, value) => Math.max(max, value), -Infinity);
  return Float64Array.from(values, (value) => (value === most ? 1 : 0));
}
