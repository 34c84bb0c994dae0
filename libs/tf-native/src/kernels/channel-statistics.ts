import type { BatchNormResult, Tensor } from '@metasparse/scenenet';
import { boolAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireRank } from '../shapes.js';

/** Axes that are averaged over, one after the other: columns, rows, images. */
const AXES = [2, 1, 0] as const;

/**
 * Mean, biased and unbiased variance of each channel of `x` [batch, height, width, channel]. A float32 sum over all
 * pixels at once loses digits that the gradients of early layers then lack; averaging axis by axis keeps them.
 */
export function channelStatistics(executor: Executor, x: Tensor): Omit<BatchNormResult, 'y'> {
  requireRank('channelStatistics', 'x', x, 4);
  const mean = channelMean(executor, x);
  const squares = executor.run('SquaredDifference', [typeAttr('T', 'float32')], [x, mean]);
  const variance = channelMean(executor, squares);
  const pixels = x.shape.slice(0, 3).reduce((product, n) => product * n, 1);
  const correction = executor.scalar(pixels / Math.max(1, pixels - 1), 'float32');
  const unbiasedVariance = executor.run('Mul', [typeAttr('T', 'float32')], [variance, correction]);
  executor.free([squares]);
  return { mean, variance, unbiasedVariance };
}

function channelMean(executor: Executor, x: Tensor): Tensor {
  const attributes = [typeAttr('T', 'float32'), typeAttr('Tidx', 'int32'), boolAttr('keep_dims', false)];
  return AXES.reduce((sums, axis) => {
    const next = executor.run('Mean', attributes, [sums, executor.intVector([axis])]);
    if (sums !== x) executor.free([sums]);
    return next;
  }, x);
}
