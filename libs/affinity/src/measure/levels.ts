import type { TaskThresholds } from '@metasparse/sparsity';

/**
 * The masks of several keep ratios are nested, so one small number says which of them keep a weight: its level, the
 * count of thresholds at or below its score. 0 = kept by none, `cuts.length` = kept by all.
 */
export interface Levels {
  /** Smallest kept score of each level, ascending: level k + 1 needs cuts[k]. */
  readonly cuts: Float64Array;
  /** slots[ratio]: a weight is kept at that ratio when its level is above slots[ratio]. */
  readonly slots: readonly number[];
  readonly normFactor: number;
}

/** Orders one task's thresholds; ratios may come in any order and may repeat. */
export function levelsOf(thresholds: TaskThresholds): Levels {
  const order = thresholds.thresholds.map((_, ratio) => ratio);
  const lowest = (ratio: number) => thresholds.thresholds[ratio]?.lowestKept ?? 0;
  order.sort((a, b) => ratioOf(thresholds, b) - ratioOf(thresholds, a));
  const slots = order.map((_, ratio) => order.indexOf(ratio));
  return { cuts: Float64Array.from(order, lowest), slots, normFactor: thresholds.normFactor };
}

/** Turns sums per level into sums over the weights kept at each ratio. */
export function keptSums(perLevel: Float64Array, slots: readonly number[]): readonly number[] {
  const above = new Float64Array(perLevel.length);
  for (let level = perLevel.length - 1, sum = 0; level > 0; level--) {
    sum += perLevel[level] as number;
    above[level] = sum;
  }
  return slots.map((slot) => above[slot + 1] ?? 0);
}

/** Adds the number of scores in [start, end) of each level to `counts`. */
export function countLevels(
  scores: Float32Array,
  start: number,
  end: number,
  cuts: Float64Array,
  counts: Float64Array,
): void {
  for (let i = start; i < end; i++) {
    const score = scores[i] as number;
    let level = 0;
    while (level < cuts.length && score >= (cuts[level] as number)) {
      level++;
    }
    counts[level] = (counts[level] as number) + 1;
  }
}

function ratioOf(thresholds: TaskThresholds, index: number): number {
  return thresholds.thresholds[index]?.keepRatio ?? 0;
}
