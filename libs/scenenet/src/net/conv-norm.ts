import type { Tensor } from '../kernels/kernels.js';
import { saved, type Activation, type PassContext } from './activation.js';
import type { BackboneParameters, ConvParameters, GradientSink, NormParameters } from './parameters.js';

/** What the backward of one convolution + batch norm needs beside the convolution's input. */
export interface ConvNormTape {
  readonly index: number;
  /** The convolution's output, input of the norm. */
  readonly h: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Receives the batch statistics of a training-mode norm; takes the tensors over. */
export type StatisticsSink = (index: number, mean: Tensor, unbiasedVariance: Tensor) => void;

/** Convolution `index` of the backbone, then its batch norm in training mode. */
export function convNorm(
  context: PassContext,
  parameters: BackboneParameters,
  index: number,
  x: Activation,
  statistics?: StatisticsSink,
): { y: Tensor; tape: ConvNormTape } {
  const { kernels } = context;
  const conv = parameters.convs[index] as ConvParameters;
  const norm = parameters.norms[index] as NormParameters;
  const h = kernels.conv2d(x.forward, conv.weight, conv.layer);
  const { y, mean, variance, unbiasedVariance } = kernels.batchNorm(h, norm.gamma, norm.beta);
  if (statistics === undefined) kernels.free(unbiasedVariance);
  else statistics(index, kernels.share(mean), unbiasedVariance);
  return { y, tape: { index, h: saved(context, h), mean, variance } };
}

/** Backward of `convNorm` on input `x`: takes `dy` over; returns dL/dx, or null where the input is the image. */
export function convNormGrad(
  { kernels }: PassContext,
  parameters: BackboneParameters,
  tape: ConvNormTape,
  x: Tensor,
  dy: Tensor,
  sink: GradientSink,
): Tensor | null {
  const conv = parameters.convs[tape.index] as ConvParameters;
  const norm = parameters.norms[tape.index] as NormParameters;
  const grads = kernels.batchNormGrad(tape.h, norm.gamma, dy, tape.mean, tape.variance);
  if (sink.norm === undefined) kernels.free(grads.dgamma, grads.dbeta);
  else sink.norm(tape.index, grads.dgamma, grads.dbeta);
  const [, , kh, kw] = conv.layer.shape;
  sink.weight(conv, kernels.conv2dFilterGrad(x, [kh, kw], grads.dx, conv.layer));
  const dx = tape.index === 0 ? null : kernels.conv2dInputGrad(x.shape, conv.weight, grads.dx, conv.layer);
  kernels.free(dy, grads.dx);
  return dx;
}

/**
 * The output of `convNorm` once more, to the bit. Throws RangeError where the tape holds the convolution's output in
 * another type.
 */
export function normAgain(
  { kernels }: PassContext,
  parameters: BackboneParameters,
  { index, h, mean, variance }: ConvNormTape,
): Tensor {
  if (h.dtype !== 'float32') throw new RangeError(`layer ${index} was kept in ${h.dtype}, not in float32`);
  const { gamma, beta } = parameters.norms[index] as NormParameters;
  return kernels.batchNormInference(h, gamma, beta, mean, variance);
}

export function freeConvNormTape({ kernels }: PassContext, { h, mean, variance }: ConvNormTape): void {
  kernels.free(h, mean, variance);
}
