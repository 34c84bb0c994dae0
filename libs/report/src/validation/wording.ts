import type { Metric, Weighting } from '@metasparse/affinity';
import type { ArrangementKind, Configuration, StatisticName } from '@metasparse/evidence';
import { METRIC_WORDS, WEIGHTING_WORDS } from '../answer/names.js';

export const STATISTIC_TITLES: Readonly<Record<StatisticName, string>> = {
  spearman: 'Spearman',
  kendall: 'Kendall',
  order_accuracy: 'order accuracy',
  top_one: 'top-1',
};

export const ARRANGEMENT_WORDS: Readonly<Record<ArrangementKind, string>> = {
  tasks: 'labels of tasks',
  pairs: 'gains of pairs',
};

/** `Mask IoU, Equal, 90 %`; names that are not known stay as they are. */
export function configurationTitle({ metric, weighting, sparsity }: Configuration): string {
  const titles = [
    METRIC_WORDS[metric as Metric] as { readonly title: string } | undefined,
    WEIGHTING_WORDS[weighting as Weighting] as { readonly title: string } | undefined,
  ];
  const words = [titles[0]?.title ?? metric, titles[1]?.title ?? weighting];
  return [...words, sparsity === 'mean' ? 'mean' : `${String(sparsity)} %`].join(', ');
}

export function number(value: number | null | undefined, decimals = 2): string {
  return value === null || value === undefined ? '–' : value.toFixed(decimals).replace('-', '−');
}
