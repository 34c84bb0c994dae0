import { netLayers, normName, type ConvLayer, type NetPlan } from '@metasparse/scenenet';
import type { CompactPlan } from './plan.js';

/** A tensor on the host, row-major; convolution weights are O,I,H,W. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors of a net in evaluation mode by name: weights with their masks applied, biases, batch norms. */
export type HostTensors = ReadonlyMap<string, HostTensor>;

/** Tensors that are asked for one by one, such as those still in a file. */
export type TensorSource = Pick<HostTensors, 'get'>;

const NORM_PARTS = ['weight', 'bias', 'running_mean', 'running_var'] as const;

/** Folds the constants of a plan into the biases and cuts every tensor to the channels that stay. */
export function compactTensors(
  net: NetPlan,
  plan: CompactPlan,
  tensors: HostTensors,
): Map<string, HostTensor> {
  const { backbone, heads } = netLayers(net);
  const folded = foldConstants(plan, tensors);
  const compact = new Map<string, HostTensor>();
  for (const layer of [...backbone, ...heads.flatMap(({ branches }) => branches.flat())]) {
    const { out, into } = channelsOf(plan, layer);
    const weight = `${layer.name}.weight`;
    compact.set(weight, cutWeight(tensorOf(folded, weight), out, into));
    const vectors = layer.bias
      ? [`${layer.name}.bias`]
      : NORM_PARTS.map((part) => `${normName(layer.name)}.${part}`);
    for (const name of vectors) compact.set(name, cutVector(tensorOf(folded, name), out));
  }
  return compact;
}

/** Value of a backbone channel before its ReLU when its convolution gives zero, or a head's bias: see `OffsetOf`. */
export function offsetsOf(tensors: HostTensors): (layerName: string, channel: number) => number {
  return (layerName, channel) => {
    const bias = tensors.get(`${layerName}.bias`);
    if (bias !== undefined) return bias.values[channel] as number;
    const [gamma, beta, mean, variance] = NORM_PARTS.map(
      (part) => tensorOf(tensors, `${normName(layerName)}.${part}`).values[channel] as number,
    ) as [number, number, number, number];
    return beta - (gamma * mean) / Math.sqrt(variance + 1e-5);
  };
}

/** Adds every constant channel's contribution to its consumer's bias and takes its weights out. */
function foldConstants(plan: CompactPlan, tensors: HostTensors): HostTensors {
  const folded = new Map(tensors);
  const owned = (name: string): HostTensor => {
    const current = tensorOf(folded, name);
    if (current !== tensors.get(name)) return current;
    const copy = { shape: current.shape, values: Float32Array.from(current.values) };
    folded.set(name, copy);
    return copy;
  };
  for (const { producer, consumer, channel } of plan.constants) {
    const value = Math.max(0, tensorOf(folded, `${producer}.bias`).values[channel] as number);
    const [weight, bias] = [owned(`${consumer}.weight`), owned(`${consumer}.bias`).values];
    const into = weight.shape[1] as number;
    for (let o = 0; o < bias.length; o++) {
      bias[o] = (bias[o] as number) + value * (weight.values[o * into + channel] as number);
      weight.values[o * into + channel] = 0;
    }
  }
  return folded;
}

function channelsOf(
  plan: CompactPlan,
  { name }: ConvLayer,
): { out: readonly number[]; into: readonly number[] } {
  const channels = plan.layers.get(name);
  if (channels === undefined) throw new RangeError(`the plan has no layer ${name}`);
  return channels;
}

function tensorOf(tensors: HostTensors, name: string): HostTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`the net has no tensor ${name}`);
  return tensor;
}

function cutWeight(
  { shape, values }: HostTensor,
  out: readonly number[],
  into: readonly number[],
): HostTensor {
  const [, inputs, height, width] = shape as [number, number, number, number];
  const taps = height * width;
  const cut = new Float32Array(out.length * into.length * taps);
  let at = 0;
  for (const o of out)
    for (const i of into) {
      const from = (o * inputs + i) * taps;
      cut.set(values.subarray(from, from + taps), at);
      at += taps;
    }
  return { shape: [out.length, into.length, height, width], values: cut };
}

function cutVector({ values }: HostTensor, kept: readonly number[]): HostTensor {
  return { shape: [kept.length], values: Float32Array.from(kept, (c) => values[c] as number) };
}
