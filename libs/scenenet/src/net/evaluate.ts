import type { Kernels, Tensor } from '../kernels/kernels.js';
import { BLOCK_PLANS } from './backbone.js';
import type { BlockPlan } from './block.js';
import type { BackboneParameters, ConvParameters, HeadParameters, NormParameters } from './parameters.js';

/** Running statistics of one batch norm, [channel] each. */
export interface NormStatistics {
  readonly mean: Tensor;
  /** Unbiased, as training-mode batches leave it. */
  readonly variance: Tensor;
}

/** What one backbone is evaluated with: its parameters and, in layer order, its running statistics. */
interface Evaluated {
  readonly kernels: Kernels;
  readonly parameters: BackboneParameters;
  readonly statistics: readonly NormStatistics[];
}

/**
 * The backbone's feature in evaluation mode: running statistics instead of the batch's. Nothing is kept for a
 * backward. Takes `image` [batch, h, w, 3] over; returns [batch, h/8, w/8, channel].
 */
export function evaluateBackbone(
  kernels: Kernels,
  parameters: BackboneParameters,
  statistics: readonly NormStatistics[],
  image: Tensor,
): Tensor {
  const net = { kernels, parameters, statistics };
  const stem = convNormRelu(net, 0, image);
  kernels.free(image);
  let x = kernels.maxPool(stem);
  kernels.free(stem);
  for (const plan of BLOCK_PLANS) {
    const y = block(net, plan, x);
    kernels.free(x);
    x = y;
  }
  return x;
}

/**
 * A head's output on a feature (which stays with the caller) without dropout: [batch, h, w, classes]. The weights
 * must be those of a net that was built without dropout, as nothing is folded into them here.
 */
export function evaluateHead(kernels: Kernels, parameters: HeadParameters, feature: Tensor): Tensor {
  const outputs = parameters.branches.map(([conv1, conv2, conv3]) => {
    const hidden1 = convBias(kernels, conv1, feature, true);
    const hidden2 = convBias(kernels, conv2, hidden1, true);
    kernels.free(hidden1);
    const output = convBias(kernels, conv3, hidden2, false);
    kernels.free(hidden2);
    return output;
  });
  const prediction = kernels.addN(outputs);
  kernels.free(...outputs);
  return prediction;
}

function block(net: Evaluated, plan: BlockPlan, x: Tensor): Tensor {
  const { kernels } = net;
  const inner = convNormRelu(net, plan.first, x);
  const second = convNorm(net, plan.second, inner);
  kernels.free(inner);
  const shortcut = plan.shortcut === null ? null : convNorm(net, plan.shortcut, x);
  const sum = kernels.add(shortcut ?? x, second);
  kernels.free(second, ...(shortcut === null ? [] : [shortcut]));
  const y = kernels.relu(sum);
  kernels.free(sum);
  return y;
}

function convNormRelu(net: Evaluated, index: number, x: Tensor): Tensor {
  const normed = convNorm(net, index, x);
  const y = net.kernels.relu(normed);
  net.kernels.free(normed);
  return y;
}

function convNorm({ kernels, parameters, statistics }: Evaluated, index: number, x: Tensor): Tensor {
  const conv = parameters.convs[index] as ConvParameters;
  const { gamma, beta } = parameters.norms[index] as NormParameters;
  const { mean, variance } = statistics[index] as NormStatistics;
  const h = kernels.conv2d(x, conv.weight, conv.layer);
  const y = kernels.batchNormInference(h, gamma, beta, mean, variance);
  kernels.free(h);
  return y;
}

function convBias(
  kernels: Kernels,
  { layer, weight, bias }: ConvParameters,
  x: Tensor,
  relu: boolean,
): Tensor {
  if (bias === null) throw new RangeError(`${layer.name} is a head layer and needs a bias`);
  const z = kernels.conv2d(x, weight, layer);
  const y = relu ? kernels.biasRelu(z, bias) : kernels.biasAdd(z, bias);
  kernels.free(z);
  return y;
}
