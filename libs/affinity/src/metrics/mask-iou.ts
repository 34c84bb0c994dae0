import type { Compat } from '@metasparse/scenenet';
import { agreementCounts, type LayerMasks } from '@metasparse/sparsity';

/** Overlap of all tasks' backbone masks. */
export interface MaskIou {
  readonly layers: readonly { readonly name: string; readonly iou: number }[];
  /** Pooled over all layers: sums of the counts, not a mean of the layers. */
  readonly total: number;
}

/**
 * The mask-IoU analysis over any number of tasks. `correct`: kept by all / kept by any. `reference`: kept by exactly
 * two / (exactly one + exactly two), which with three or more tasks leaves weights kept by all out (quirk 2); equal
 * for two tasks. Layers without a counted weight are 1 when correct and NaN as published.
 * @throws RangeError for fewer than two tasks or masks of different sizes.
 */
export function maskIou(tasks: readonly LayerMasks[], compat: Compat): MaskIou {
  const [first] = tasks;
  if (first === undefined || tasks.length < 2) {
    throw new RangeError(`mask IoU of ${tasks.length} tasks is not defined, at least 2 are needed`);
  }
  const fractions = first.layers.slice(0, first.backboneLayers).map((layer, index) => {
    const counts = agreementCounts(tasks.map((task) => maskOf(task, index)));
    return { name: layer.name, ...(compat === 'correct' ? allOverAny(counts) : twoOverOneOrTwo(counts)) };
  });
  return {
    layers: fractions.map(({ name, part, whole }) => ({ name, iou: ratio(part, whole, compat) })),
    total: ratio(sumOf(fractions, 'part'), sumOf(fractions, 'whole'), compat),
  };
}

interface Fraction {
  readonly part: number;
  readonly whole: number;
}

function allOverAny(counts: readonly number[]): Fraction {
  return { part: counts.at(-1) ?? 0, whole: counts.slice(1).reduce((sum, count) => sum + count, 0) };
}

function twoOverOneOrTwo(counts: readonly number[]): Fraction {
  const [, one = 0, two = 0] = counts;
  return { part: two, whole: one + two };
}

function ratio(part: number, whole: number, compat: Compat): number {
  return whole === 0 && compat === 'correct' ? 1 : part / whole;
}

function sumOf(fractions: readonly Fraction[], key: keyof Fraction): number {
  return fractions.reduce((sum, fraction) => sum + fraction[key], 0);
}

function maskOf(task: LayerMasks, index: number): LayerMasks['masks'][number] {
  const mask = task.masks[index];
  if (mask === undefined) {
    throw new RangeError(`${task.task}: there is no mask for layer ${index}`);
  }
  return mask;
}
