import { orderSigns, scaledSigns, untied } from './order-signs.js';
import type { RankStatistic } from './rank-statistic.js';

/**
 * The share of pairs of values that the prediction orders as the truth does, of those that the truth orders; a tie of the
 * prediction counts a half. 1/2 is chance.
 */
export const ORDER_ACCURACY: RankStatistic = {
  base: 0.5,
  ofPrediction: (values) => scaledSigns(orderSigns(values), 1 / 2),
  ofTruth: (values) => {
    const signs = orderSigns(values);
    return scaledSigns(signs, 1 / untied(signs));
  },
};
