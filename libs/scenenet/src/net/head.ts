import type { Tensor } from '../kernels/kernels.js';
import { activation, releaseForward, type Activation, type PassContext } from './activation.js';
import type { ConvParameters, GradientSink, HeadParameters } from './parameters.js';

/**
 * Dropout with probability 1/2. It keeps elements without scaling them: the factor 2 is folded into the weights of
 * the convolution that follows (`foldDropout`), which is exact in binary floating point and leaves |w dL/dw| as it is.
 */
export type DropoutBits = (branch: number, conv: 1 | 2, elements: number) => Uint8Array;

export interface BranchTape {
  /** Outputs of the two hidden layers after ReLU and dropout. */
  readonly hidden1: Tensor;
  readonly hidden2: Tensor;
}

export interface HeadTape {
  readonly branches: readonly BranchTape[];
}

type Branch = readonly [ConvParameters, ConvParameters, ConvParameters];

/** The factor by which the second and third convolution's weights are multiplied when dropout is on. */
export const DROPOUT_FOLD = 2;

/**
 * Sum of the four branches conv3x3 (dilated), ReLU, dropout, conv1x1, ReLU, dropout, conv1x1 on the backbone's
 * feature: [batch, h, w, classes]. `bits` null switches dropout off.
 */
export function headForward(
  context: PassContext,
  parameters: HeadParameters,
  feature: Activation,
  bits: DropoutBits | null,
): { prediction: Tensor; tape: HeadTape } {
  const { kernels } = context;
  const outputs: Tensor[] = [];
  const branches = parameters.branches.map((branch, c) => {
    const hidden1 = hidden(context, branch[0], feature.forward, bits && ((n) => bits(c, 1, n)));
    const hidden2 = hidden(context, branch[1], hidden1.forward, bits && ((n) => bits(c, 2, n)));
    releaseForward(context, hidden1);
    outputs.push(output(context, branch[2], hidden2.forward));
    releaseForward(context, hidden2);
    return { hidden1: hidden1.saved, hidden2: hidden2.saved };
  });
  const prediction = kernels.addN(outputs);
  kernels.free(...outputs);
  return { prediction, tape: { branches } };
}

function hidden(
  context: PassContext,
  conv: ConvParameters,
  x: Tensor,
  bits: ((elements: number) => Uint8Array) | null,
): Activation {
  const { kernels } = context;
  const z = kernels.conv2d(x, conv.weight, conv.layer);
  const y = kernels.biasRelu(z, biasOf(conv));
  kernels.free(z);
  if (bits === null) return activation(context, y);
  const kept = kernels.keepWhere(y, bits(y.shape.reduce((product, n) => product * n, 1)));
  kernels.free(y);
  return activation(context, kept);
}

function output({ kernels }: PassContext, conv: ConvParameters, x: Tensor): Tensor {
  const z = kernels.conv2d(x, conv.weight, conv.layer);
  const y = kernels.biasAdd(z, biasOf(conv));
  kernels.free(z);
  return y;
}

function biasOf(conv: ConvParameters): Tensor {
  if (conv.bias === null) throw new RangeError(`${conv.layer.name} is a head layer and needs a bias`);
  return conv.bias;
}

/** Backward from dL/dprediction (taken over); frees the tape and returns dL/dfeature. */
export function headBackward(
  context: PassContext,
  parameters: HeadParameters,
  feature: Activation,
  tape: HeadTape,
  dprediction: Tensor,
  sink: GradientSink,
): Tensor {
  const { kernels } = context;
  const dfeatures = parameters.branches.map((branch, c) =>
    branchBackward(context, branch, feature.saved, tape.branches[c] as BranchTape, dprediction, sink),
  );
  const dfeature = kernels.addN(dfeatures);
  kernels.free(dprediction, ...dfeatures);
  return dfeature;
}

function branchBackward(
  context: PassContext,
  [conv1, conv2, conv3]: Branch,
  feature: Tensor,
  { hidden1, hidden2 }: BranchTape,
  dprediction: Tensor,
  sink: GradientSink,
): Tensor {
  const { kernels } = context;
  const dhidden2 = convGrad(context, conv3, hidden2, dprediction, sink);
  const dz2 = kernels.reluGrad(dhidden2, hidden2);
  kernels.free(dhidden2, hidden2);
  const dhidden1 = convGrad(context, conv2, hidden1, dz2, sink);
  kernels.free(dz2);
  const dz1 = kernels.reluGrad(dhidden1, hidden1);
  kernels.free(dhidden1, hidden1);
  const dx = convGrad(context, conv1, feature, dz1, sink);
  kernels.free(dz1);
  return dx;
}

/** Delivers dL/dw and dL/dbias, returns dL/dx; all inputs stay with the caller. */
function convGrad(
  { kernels }: PassContext,
  conv: ConvParameters,
  x: Tensor,
  dy: Tensor,
  sink: GradientSink,
): Tensor {
  const [, , kh, kw] = conv.layer.shape;
  sink.weight(conv, kernels.conv2dFilterGrad(x, [kh, kw], dy, conv.layer));
  sink.bias?.(conv, kernels.biasGrad(dy));
  return kernels.conv2dInputGrad(x.shape, conv.weight, dy, conv.layer);
}
