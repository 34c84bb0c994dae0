import type { Metric } from '../result/similarity-file.js';
import { independentIou } from './null-model.js';

/**
 * What a metric gives in a layer of `weights` weights when each task keeps `keepRatio` of all its weights at random, wherever they
 * lie: iou p / (2 - p), epi 1 - sqrt((1 - p) / (pi n p)), the mean of the difference of two normal counts over their mean sum.
 * Both are limits for large layers. null for the cosines: random masks leave saliencies as they are.
 */
export function randomNull(metric: Metric, weights: number, keepRatio: number): number | null {
  if (metric === 'iou') return independentIou(keepRatio, keepRatio);
  if (metric !== 'epi') return null;
  return Math.max(0, 1 - Math.sqrt((1 - keepRatio) / (Math.PI * weights * keepRatio)));
}
