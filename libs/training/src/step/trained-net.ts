import {
  DROPOUT_FOLD,
  netLayers,
  normName,
  type ConvLayer,
  type ConvParameters,
  type Kernels,
  type NetPlan,
  type Task,
  type Tensor,
  type WeightSource,
} from '@metasparse/scenenet';
import type { BitMask } from '@metasparse/sparsity';
import { assign, createTensor, freeTensor, write, type TrainedTensor } from './trained-tensor.js';

/** A mask and its values on the device, [height, width, in, out], 0 or `fold`. */
export interface LayerMask {
  readonly mask: BitMask;
  readonly multiplier: Tensor;
}

export interface TrainedConv {
  readonly layer: ConvLayer;
  readonly weight: TrainedTensor;
  readonly bias: TrainedTensor | null;
  /** Factor that the forward folds into the weight. */
  readonly fold: number;
  /** Null where nothing is masked. */
  mask: LayerMask | null;
}

export interface TrainedNorm {
  /** Name in the original's module tree, e.g. backbone.bn1. */
  readonly name: string;
  readonly gamma: TrainedTensor;
  readonly beta: TrainedTensor;
  /** Running statistics, [channel]; replaced after every batch. */
  mean: Tensor;
  variance: Tensor;
}

type Branch = readonly [TrainedConv, TrainedConv, TrainedConv];

export interface TrainedHead {
  readonly task: Task;
  readonly classes: number;
  readonly branches: readonly Branch[];
}

export interface TrainedNet {
  readonly convs: readonly TrainedConv[];
  readonly norms: readonly TrainedNorm[];
  readonly heads: readonly TrainedHead[];
}

/** Puts a net with its optimiser state on the device; `source` null leaves the weights to be loaded. */
export function createNet(
  kernels: Kernels,
  plan: NetPlan,
  dropout: boolean,
  source: WeightSource | null,
): TrainedNet {
  const { backbone, heads } = netLayers(plan);
  const fold = dropout ? DROPOUT_FOLD : 1;
  return {
    convs: backbone.map((layer) => createConv(kernels, layer, 1, source)),
    norms: backbone.map((layer) => createNorm(kernels, layer)),
    heads: heads.map(({ task, classes, branches }) => ({
      task,
      classes,
      branches: branches.map(([a, b, c]): Branch => [
        createConv(kernels, a, 1, source),
        createConv(kernels, b, fold, source),
        createConv(kernels, c, fold, source),
      ]),
    })),
  };
}

/** All convolutions: the backbone's, then the heads' in head order. */
export function allConvs({ convs, heads }: TrainedNet): TrainedConv[] {
  return [...convs, ...heads.flatMap(({ branches }) => branches.flat())];
}

/** All trained tensors in module order. */
export function allTensors(net: TrainedNet): TrainedTensor[] {
  const ofConv = ({ weight, bias }: TrainedConv): TrainedTensor[] =>
    bias === null ? [weight] : [weight, bias];
  const norms = net.norms.flatMap(({ gamma, beta }) => [gamma, beta]);
  const heads = net.heads.flatMap(({ branches }) => branches.flat());
  return [...net.convs.flatMap(ofConv), ...norms, ...heads.flatMap(ofConv)];
}

export function freeTrainedNet(kernels: Kernels, net: TrainedNet): void {
  for (const tensor of allTensors(net)) freeTensor(kernels, tensor);
  for (const { mean, variance } of net.norms) kernels.free(mean, variance);
  for (const { mask } of allConvs(net)) if (mask !== null) kernels.free(mask.multiplier);
}

/**
 * What the forward uses: w * mask * fold. Without a mask and a fold that is
 * the master value itself, not a copy. Free it with `releaseConv` before the weight is stepped.
 */
export function effectiveConv(
  kernels: Kernels,
  conv: TrainedConv,
  master: Tensor,
  bias: Tensor | null,
): ConvParameters {
  const { layer, fold, mask } = conv;
  let weight = master;
  if (mask !== null) weight = kernels.mul(master, mask.multiplier);
  else if (fold !== 1) weight = kernels.scale(master, fold);
  if (weight !== master) kernels.free(master);
  return { layer, weight, bias, fold };
}

export function releaseConv(kernels: Kernels, { weight, bias }: ConvParameters): void {
  kernels.free(weight);
  if (bias !== null) kernels.free(bias);
}

function createConv(
  kernels: Kernels,
  layer: ConvLayer,
  fold: number,
  source: WeightSource | null,
): TrainedConv {
  const weight = createTensor(kernels, `${layer.name}.weight`, layer.shape);
  const bias = layer.bias ? createTensor(kernels, `${layer.name}.bias`, [layer.shape[0]]) : null;
  if (source !== null) {
    const drawn = source.weight(layer);
    assign(kernels, weight, 'value', drawn);
    kernels.free(drawn);
    if (bias !== null) write(kernels, bias, 'value', source.bias(layer));
  }
  return { layer, weight, bias, fold, mask: null };
}

function createNorm(kernels: Kernels, { name: conv, shape: [channels] }: ConvLayer): TrainedNorm {
  const name = normName(conv);
  const gamma = createTensor(kernels, `${name}.weight`, [channels]);
  const beta = createTensor(kernels, `${name}.bias`, [channels]);
  write(kernels, gamma, 'value', new Float32Array(channels).fill(1));
  write(kernels, beta, 'value', new Float32Array(channels));
  const mean = kernels.upload(new Float32Array(channels), [channels]);
  const variance = kernels.upload(new Float32Array(channels).fill(1), [channels]);
  return { name, gamma, beta, mean, variance };
}
