import { BLOCK_PLANS, type BlockPlan, type ConvLayer, type Kernels, type Tensor } from '@metasparse/scenenet';

/** A convolution of the linear net: |w| times its mask, [height, width, in, out]. */
export interface FlowConv {
  readonly layer: ConvLayer;
  readonly weight: Tensor;
}

/** Receives dR/dw and takes it over. */
export type FlowSink = (conv: FlowConv, dw: Tensor) => void;

interface Stage {
  readonly plan: BlockPlan;
  readonly x: Tensor;
  readonly inner: Tensor;
  /** Factor by which the block's output was scaled. */
  readonly factor: number;
}

/**
 * R = sum of one head's outputs for an image of ones, in the net without norms, biases and ReLUs, whose weights are
 * not negative (SynFlow, Tanaka et al. 2020), and its gradients. The output of every block is scaled to mean 1: that
 * multiplies R, and with it every score, by one number, and keeps float32 from overflowing.
 */
export function synapticFlow(
  kernels: Kernels,
  backbone: readonly FlowConv[],
  branches: readonly (readonly [FlowConv, FlowConv, FlowConv])[],
  size: number,
  sink: FlowSink,
): void {
  const conv = (index: number): FlowConv => backbone[index] as FlowConv;
  const image = kernels.upload(new Float32Array(size * size * 3).fill(1), [1, size, size, 3]);
  const stem = forward(kernels, conv(0), image);
  const pooled = kernels.maxPool(stem);
  const stages: Stage[] = [];
  let x = pooled;
  for (const plan of BLOCK_PLANS) {
    const { y, stage } = blockForward(kernels, conv, plan, x);
    stages.push(stage);
    x = y;
  }
  const dfeatures = branches.map((branch) => branchFlow(kernels, branch, x, sink));
  let dy = kernels.addN(dfeatures);
  kernels.free(...dfeatures, x);
  for (const stage of stages.reverse()) dy = blockBackward(kernels, conv, stage, dy, sink);
  const dstem = kernels.maxPoolGrad(stem, pooled, dy);
  sink(conv(0), filterGrad(kernels, conv(0), image, dstem));
  kernels.free(image, stem, pooled, dy, dstem);
}

function forward(kernels: Kernels, { layer, weight }: FlowConv, x: Tensor): Tensor {
  return kernels.conv2d(x, weight, layer);
}

function filterGrad(kernels: Kernels, { layer }: FlowConv, x: Tensor, dy: Tensor): Tensor {
  const [, , height, width] = layer.shape;
  return kernels.conv2dFilterGrad(x, [height, width], dy, layer);
}

/** Delivers dR/dw and returns dR/dx; the inputs stay with the caller. */
function backward(kernels: Kernels, conv: FlowConv, x: Tensor, dy: Tensor, sink: FlowSink): Tensor {
  sink(conv, filterGrad(kernels, conv, x, dy));
  return kernels.conv2dInputGrad(x.shape, conv.weight, dy, conv.layer);
}

function blockForward(
  kernels: Kernels,
  conv: (index: number) => FlowConv,
  plan: BlockPlan,
  x: Tensor,
): { y: Tensor; stage: Stage } {
  const inner = forward(kernels, conv(plan.first), x);
  const second = forward(kernels, conv(plan.second), inner);
  const shortcut = plan.shortcut === null ? kernels.share(x) : forward(kernels, conv(plan.shortcut), x);
  const sum = kernels.add(shortcut, second);
  const factor = scaleToMeanOne(kernels.read(sum));
  const y = kernels.scale(sum, factor);
  kernels.free(second, shortcut, sum);
  return { y, stage: { plan, x, inner, factor } };
}

function scaleToMeanOne(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum > 0 ? values.length / sum : 1;
}

/** Takes `dy` over, frees the stage's inner map and, but for the first block, its input. */
function blockBackward(
  kernels: Kernels,
  conv: (index: number) => FlowConv,
  { plan, x, inner, factor }: Stage,
  dy: Tensor,
  sink: FlowSink,
): Tensor {
  const dsum = kernels.scale(dy, factor);
  const dinner = backward(kernels, conv(plan.second), inner, dsum, sink);
  const dbranch = backward(kernels, conv(plan.first), x, dinner, sink);
  const dshortcut =
    plan.shortcut === null ? kernels.share(dsum) : backward(kernels, conv(plan.shortcut), x, dsum, sink);
  const dx = kernels.add(dbranch, dshortcut);
  kernels.free(dy, dsum, dinner, dbranch, dshortcut, inner);
  if (plan.first !== 1) kernels.free(x);
  return dx;
}

function branchFlow(
  kernels: Kernels,
  [conv1, conv2, conv3]: readonly [FlowConv, FlowConv, FlowConv],
  feature: Tensor,
  sink: FlowSink,
): Tensor {
  const hidden1 = forward(kernels, conv1, feature);
  const hidden2 = forward(kernels, conv2, hidden1);
  const output = forward(kernels, conv3, hidden2);
  const ones = kernels.upload(
    new Float32Array(output.shape.reduce((a, b) => a * b, 1)).fill(1),
    output.shape,
  );
  const dhidden2 = backward(kernels, conv3, hidden2, ones, sink);
  const dhidden1 = backward(kernels, conv2, hidden1, dhidden2, sink);
  const dfeature = backward(kernels, conv1, feature, dhidden1, sink);
  kernels.free(hidden1, hidden2, output, ones, dhidden2, dhidden1);
  return dfeature;
}
