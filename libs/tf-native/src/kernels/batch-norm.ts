import type { BatchNormGrads, BatchNormResult, Tensor } from '@metasparse/scenenet';
import { boolAttr, floatAttr, stringAttr, typeAttr } from '../attributes.js';
import type { OpAttribute } from '../binding.js';
import type { Executor } from '../executor.js';
import { requireRank, requireShape } from '../shapes.js';
import { channelStatistics } from './channel-statistics.js';

const EPSILON = 1e-5;

function normAttributes(x: Tensor, training: boolean): OpAttribute[] {
  return [
    typeAttr('T', x.dtype),
    typeAttr('U', 'float32'),
    floatAttr('epsilon', EPSILON),
    stringAttr('data_format', 'NHWC'),
    boolAttr('is_training', training),
  ];
}

function requireChannels(kernel: string, x: Tensor, vectors: Readonly<Record<string, Tensor>>): void {
  requireRank(kernel, 'x', x, 4);
  for (const [name, vector] of Object.entries(vectors)) requireShape(kernel, name, vector, x.shape.slice(3));
}

/** y = gamma (x - mean) / sqrt(variance + eps) + beta with the batch's own mean and biased variance per channel. */
export function batchNorm(executor: Executor, x: Tensor, gamma: Tensor, beta: Tensor): BatchNormResult {
  const { mean, variance, unbiasedVariance } = channelStatistics(executor, x);
  const y = batchNormInference(executor, x, gamma, beta, mean, variance);
  return { y, mean, variance, unbiasedVariance };
}

/** Gradients of `batchNorm`, the statistics counted as functions of x; dgamma and dbeta are float32. */
export function batchNormGrad(
  executor: Executor,
  x: Tensor,
  gamma: Tensor,
  dy: Tensor,
  mean: Tensor,
  variance: Tensor,
): BatchNormGrads {
  requireChannels('batchNormGrad', x, { gamma, mean, variance });
  requireShape('batchNormGrad', 'dy', dy, x.shape);
  const empty = executor.floatConstant('empty', [0], () => new Float32Array(0));
  const inputs = [dy, x, gamma, mean, variance, empty];
  const outputs = executor.runMany('FusedBatchNormGradV3', normAttributes(x, true), inputs, 5);
  const [dx, dgamma, dbeta, ...unused] = outputs as [Tensor, Tensor, Tensor, ...Tensor[]];
  executor.free(unused);
  return { dx, dgamma, dbeta };
}

/** As `batchNorm` with given statistics: its y, to the bit, where they are its own. */
export function batchNormInference(
  executor: Executor,
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  mean: Tensor,
  variance: Tensor,
): Tensor {
  requireChannels('batchNormInference', x, { gamma, beta, mean, variance });
  const attributes = [...normAttributes(x, false), floatAttr('exponential_avg_factor', 1)];
  const outputs = executor.runMany('FusedBatchNormV3', attributes, [x, gamma, beta, mean, variance], 6);
  const [y, ...unused] = outputs as [Tensor, ...Tensor[]];
  executor.free(unused);
  return y;
}
