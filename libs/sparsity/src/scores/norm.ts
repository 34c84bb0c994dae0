import { type TaskScores, readLayer } from './task-scores.js';

/**
 * Sum of all scores of a task (backbone and head), as float32; the original's `torch.sum` is within a few units in
 * the last place of it. Summed in float64, layer by layer, and rounded once.
 * @throws RangeError where the sum is not a positive finite float32: there is nothing to rank.
 */
export function normFactor(scores: TaskScores): number {
  let total = 0;
  for (let index = 0; index < scores.layers.length; index++) {
    total += layerSum(readLayer(scores, index));
  }
  return checkedNormFactor(scores.task, Math.fround(total));
}

/** float32(score / norm) of every element: the saliency of the paper, which sums to 1 over the task. */
export function normalise(scores: Float32Array, norm: number): Float32Array {
  return scores.map((score) => score / norm);
}

/** @throws RangeError unless `norm` is a positive finite number. */
export function checkedNormFactor(task: string, norm: number): number {
  if (!Number.isFinite(norm) || norm <= 0) {
    throw new RangeError(
      `${task}: the scores sum to ${norm}, it has to be positive and finite to rank weights`,
    );
  }
  return norm;
}

/** Sum of a layer's scores in element order, float64. */
export function layerSum(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] as number;
  }
  return sum;
}
