import { signedPatterns, type TaskThresholds } from '@metasparse/sparsity';

/** Elements handled at a time: what is written about one chunk of all tasks stays in the cache. */
export const CHUNK = 4096;

/**
 * The masks of several keep ratios are nested, so one small number says which of them keep a weight: its level, the
 * count of thresholds at or below its score. 0 = kept by none, `cuts.length` = kept by all.
 */
export interface Levels {
  /** Bit pattern of the smallest kept score of each level, ascending: level k + 1 needs cuts[k]. */
  readonly cuts: Int32Array;
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
  return { cuts: signedPatterns(Float32Array.from(order, lowest)), slots, normFactor: thresholds.normFactor };
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

/**
 * Writes the levels of scores start, start + 1, … end - 1 to level[0], level[1], …. Scores are not negative, so their
 * bit patterns are compared, as integers and without branches.
 */
export function writeLevels(
  scores: Float32Array,
  start: number,
  end: number,
  cuts: Int32Array,
  level: Uint8Array,
): void {
  const patterns = signedPatterns(scores);
  for (let i = start; i < end; i++) {
    const pattern = (patterns[i] as number) & 0x7fffffff;
    let reached = cuts.length;
    for (let k = 0; k < cuts.length; k++) {
      reached -= (pattern - (cuts[k] as number)) >>> 31;
    }
    level[i - start] = reached;
  }
}

/** Number of scores in [start, end) of each level. */
export function countLevels(
  scores: Float32Array,
  start: number,
  end: number,
  cuts: Int32Array,
): Float64Array {
  const counts = new Float64Array(cuts.length + 1);
  const level = new Uint8Array(CHUNK);
  for (let from = start; from < end; from += CHUNK) {
    const to = Math.min(end, from + CHUNK);
    writeLevels(scores, from, to, cuts, level);
    for (let i = 0; i < to - from; i++) {
      const reached = level[i] as number;
      counts[reached] = (counts[reached] as number) + 1;
    }
  }
  return counts;
}

function ratioOf(thresholds: TaskThresholds, index: number): number {
  return thresholds.thresholds[index]?.keepRatio ?? 0;
}
