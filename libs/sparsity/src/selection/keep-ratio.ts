import type { Dataset } from '@metasparse/scenenet';

/** What the keep ratio is for: scoring similarity and static pruning share one table, pre-trained pruning has its own. */
export const KEEP_RATIO_METHODS = ['similarity', 'disparse_static', 'disparse_pt'] as const;
export type KeepRatioMethod = (typeof KEEP_RATIO_METHODS)[number];

/** `published`: tuned per dataset so that the union of the tasks reaches the sparsity; `plain`: 1 - s/100. */
export type KeepRatioTable = 'published' | 'plain';

type Tuned = Readonly<Record<number, number>>;

const STATIC: Readonly<Record<Dataset, Tuned>> = {
  nyuv2: { 90: 0.08, 70: 0.257, 50: 0.46, 30: 0.675 },
  cityscapes: { 90: 0.095, 70: 0.3, 50: 0.51, 30: 0.71 },
  taskonomy: { 90: 0.097, 70: 0.257, 50: 0.46, 30: 0.675 },
};

const PRETRAINED: Readonly<Record<Dataset, Tuned>> = {
  nyuv2: { 90: 0.1, 70: 0.3, 50: 0.5, 30: 0.7 },
  cityscapes: { 90: 0.13, 70: 0.37, 50: 0.6, 30: 0.644 },
  taskonomy: { 90: 0.2, 70: 0.3, 50: 0.5, 30: 0.7 },
};

const TABLES: Readonly<Record<KeepRatioMethod, Readonly<Record<Dataset, Tuned>>>> = {
  similarity: STATIC,
  disparse_static: STATIC,
  disparse_pt: PRETRAINED,
};

/** Keep ratio of the published mask-IoU analysis. */
export const MASK_IOU_KEEP_RATIO = 0.078;

/**
 * Fraction of a task's weights that its own mask keeps for a wanted sparsity of the joined network (reference §3).
 * Below 1 - s/100, because the backbone keeps the union of the tasks. Sparsities that were not tuned, and table
 * `plain`, take 1 - s/100.
 * @throws RangeError unless 0 < sparsityPercent < 100.
 */
export function keepRatio(
  dataset: Dataset,
  sparsityPercent: number,
  method: KeepRatioMethod,
  table: KeepRatioTable = 'published',
): number {
  if (!(sparsityPercent > 0 && sparsityPercent < 100)) {
    throw new RangeError(`sparsity is ${sparsityPercent} percent, it has to lie between 0 and 100`);
  }
  const plain = 1 - sparsityPercent / 100;
  return table === 'plain' ? plain : (TABLES[method][dataset][sparsityPercent] ?? plain);
}
