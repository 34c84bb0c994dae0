import { checkedNormFactor } from '../scores/norm.js';
import { type TaskScores, totalWeights } from '../scores/task-scores.js';
import { bitsToFloat, floatToBits } from './float-bits.js';
import { selectScores } from './kth-largest.js';
import { numToKeep } from './num-to-keep.js';

/** Where one keep ratio cuts the scores of a task. */
export interface Threshold {
  readonly keepRatio: number;
  /** K = int(n * keepRatio). Ties are all kept, so a mask may keep more. */
  readonly numToKeep: number;
  /** K-th largest of float32(score / norm): a weight is kept where its normalised score is at least this. */
  readonly normalised: number;
  /** K-th largest score before normalisation. */
  readonly kthScore: number;
  /** Smallest float32 score that is kept: score >= lowestKept says the same as float32(score / norm) >= normalised. */
  readonly lowestKept: number;
}

/** The thresholds of one task, in the order of the keep ratios asked for. */
export interface TaskThresholds {
  readonly task: string;
  readonly weights: number;
  readonly normFactor: number;
  readonly thresholds: readonly Threshold[];
}

/**
 * Thresholds of all keep ratios from one selection over backbone and head. Division by the norm factor keeps the order of scores, so
 * the K-th largest normalised score is the normalised K-th largest score.
 *
 * @param norm the float32 sum of the scores; give a stored one to repeat stored masks to the bit.
 * @throws RangeError for a keep ratio outside (0, 1] or one that keeps nothing, and for scores that are negative, not
 *   finite, or all zero (naming task, layer, element).
 */
export function selectThresholds(
  scores: TaskScores,
  keepRatios: readonly number[],
  norm?: number,
): TaskThresholds {
  const weights = totalWeights(scores);
  const ranks = keepRatios.map((keepRatio) => numToKeep(weights, keepRatio));
  const { kth, sum } = selectScores(scores, ranks);
  const factor = checkedNormFactor(scores.task, norm ?? Math.fround(sum));
  const thresholds = keepRatios.map((keepRatio, k) => {
    const kthScore = kth[k] as number;
    const normalised = Math.fround(kthScore / factor);
    const lowestKept = lowestScoreAtLeast(normalised, factor, kthScore);
    return { keepRatio, numToKeep: ranks[k] as number, normalised, kthScore, lowestKept };
  });
  return { task: scores.task, weights, normFactor: factor, thresholds };
}

/** Bisects the float32 numbers in [0, upper] for the smallest with float32(x / norm) >= normalised. */
function lowestScoreAtLeast(normalised: number, norm: number, upper: number): number {
  let low = 0;
  let high = floatToBits(upper);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (Math.fround(bitsToFloat(middle) / norm) >= normalised) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return bitsToFloat(low);
}
