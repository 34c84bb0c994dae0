import { KENDALL } from './kendall.js';
import { ORDER_ACCURACY } from './order-accuracy.js';
import type { RankStatistic } from './rank-statistic.js';
import { SPEARMAN } from './spearman.js';
import { TOP_ONE } from './top-one.js';

export const STATISTICS = ['spearman', 'kendall', 'order_accuracy', 'top_one'] as const;
export type StatisticName = (typeof STATISTICS)[number];

export const RANK_STATISTICS: Readonly<Record<StatisticName, RankStatistic>> = {
  spearman: SPEARMAN,
  kendall: KENDALL,
  order_accuracy: ORDER_ACCURACY,
  top_one: TOP_ONE,
};
