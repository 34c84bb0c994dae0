import type { Task } from '../config/tasks.js';
import type { WeightSource } from '../init/weight-source.js';
import type { Tensor } from '../kernels/kernels.js';
import type { PassContext } from './activation.js';
import { DROPOUT_FOLD } from './head.js';
import { backboneLayers, headLayers, type ConvLayer, type HeadLayers, type Widths } from './layers.js';
import {
  convsOf,
  freeConvs,
  freeNorms,
  type BackboneParameters,
  type ConvParameters,
  type HeadParameters,
  type NormParameters,
} from './parameters.js';

/** Which net: its widths and, in head order, its tasks with their number of output channels. */
export interface NetPlan {
  readonly widths: Widths;
  readonly tasks: readonly { readonly task: Task; readonly classes: number }[];
}

export interface TaskHead {
  readonly task: Task;
  readonly classes: number;
  readonly parameters: HeadParameters;
}

export interface SceneNet {
  readonly backbone: BackboneParameters;
  readonly heads: readonly TaskHead[];
}

/** All layers of a net: the 36 of the backbone, then twelve a head in head order. */
export function netLayers(plan: NetPlan): { backbone: ConvLayer[]; heads: HeadLayers[] } {
  return {
    backbone: backboneLayers(plan.widths),
    heads: plan.tasks.map(({ task, classes }, position) => headLayers(plan.widths, task, classes, position)),
  };
}

/**
 * Puts a net on the device. With `dropout` the factor 1/(1 - p) of the hidden layers is folded into the weights of
 * the convolutions behind them. Free it with `freeNet`.
 */
export function buildNet(
  context: PassContext,
  plan: NetPlan,
  source: WeightSource,
  dropout: boolean,
): SceneNet {
  const { backbone, heads } = netLayers(plan);
  const fold = dropout ? DROPOUT_FOLD : 1;
  return {
    backbone: {
      convs: backbone.map((layer) => convParameters(context, layer, source, 1)),
      norms: backbone.map(({ shape }) => identityNorm(context, shape[0])),
    },
    heads: heads.map(({ task, classes, branches }) => ({
      task,
      classes,
      parameters: {
        branches: branches.map(([a, b, c]) => [
          convParameters(context, a, source, 1),
          convParameters(context, b, source, fold),
          convParameters(context, c, source, fold),
        ]),
      },
    })),
  };
}

function convParameters(
  { kernels }: PassContext,
  layer: ConvLayer,
  source: WeightSource,
  factor: number,
): ConvParameters {
  const drawn = source.weight(layer);
  let weight: Tensor = drawn;
  if (factor !== 1) {
    weight = kernels.scale(drawn, factor);
    kernels.free(drawn);
  }
  return {
    layer,
    weight,
    bias: layer.bias ? kernels.upload(source.bias(layer), [layer.shape[0]]) : null,
    fold: factor,
  };
}

function identityNorm({ kernels }: PassContext, channels: number): NormParameters {
  return {
    gamma: kernels.upload(new Float32Array(channels).fill(1), [channels]),
    beta: kernels.upload(new Float32Array(channels), [channels]),
  };
}

export function freeNet({ kernels }: PassContext, net: SceneNet): void {
  freeConvs(kernels, net.backbone.convs);
  freeNorms(kernels, net.backbone.norms);
  for (const head of net.heads) freeConvs(kernels, convsOf(head.parameters));
}
