import {
  BLOCK_PLANS,
  netLayers,
  normName,
  type ConvLayer,
  type HeadLayers,
  type NetPlan,
} from '@metasparse/scenenet';
import { effectiveValues, type NetState } from '../net/net-state.js';
import type { AttributeValue, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './onnx-messages.js';

/** Name of the input: [batch, 3, height, width], B,G,R minus the mean. */
export const INPUT = 'image';
const NORM_EPSILON = 1e-5;

/** Collects nodes; each method returns the name of its output. */
class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];

  constructor(readonly state: NetState) {}

  conv(layer: ConvLayer, x: string): string {
    const { name, shape, stride, padding, dilation, bias } = layer;
    const inputs = [x, this.#tensor(`${name}.weight`), ...(bias ? [this.#tensor(`${name}.bias`)] : [])];
    return this.node(name, 'Conv', inputs, {
      kernel_shape: { integers: [shape[2], shape[3]] },
      strides: { integers: [stride, stride] },
      pads: { integers: [padding, padding, padding, padding] },
      dilations: { integers: [dilation, dilation] },
    });
  }

  convNorm(layer: ConvLayer, x: string): string {
    const name = normName(layer.name);
    const values = ['weight', 'bias', 'running_mean', 'running_var'].map((value) =>
      this.#tensor(`${name}.${value}`),
    );
    return this.node(name, 'BatchNormalization', [this.conv(layer, x), ...values], {
      epsilon: { float: NORM_EPSILON },
    });
  }

  relu(name: string, x: string): string {
    return this.node(`${name}.relu`, 'Relu', [x]);
  }

  node(
    name: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    output = `${name}.out`,
  ): string {
    this.nodes.push({ name, operator, inputs, output, attributes });
    return output;
  }

  #tensor(name: string): string {
    const tensor = this.state.tensors.get(name);
    if (tensor === undefined) throw new RangeError(`the net has no tensor ${name}`);
    this.tensors.push({ name, shape: tensor.shape, read: () => effectiveValues(this.state, name) });
    return name;
  }
}

/**
 * The net in evaluation mode as an ONNX graph: running statistics, no dropout, masks multiplied into the weights.
 * One output a task, named after it: [batch, classes, height / 8, width / 8], rounded up.
 */
export function netGraph(state: NetState, plan: NetPlan): OnnxGraph {
  const builder = new GraphBuilder(state);
  const { backbone, heads } = netLayers(plan);
  const feature = backboneNodes(builder, backbone);
  for (const head of heads) headNodes(builder, head, feature);
  return {
    name: 'SceneNet',
    nodes: builder.nodes,
    tensors: builder.tensors,
    inputs: [{ name: INPUT, axes: ['batch', 3, 'height', 'width'] }],
    outputs: heads.map(outputOf),
  };
}

function outputOf({ task, classes }: HeadLayers): OnnxValue {
  return { name: task, axes: ['batch', classes, 'feature_height', 'feature_width'] };
}

function backboneNodes(builder: GraphBuilder, layers: readonly ConvLayer[]): string {
  const layer = (index: number): ConvLayer => layers[index] as ConvLayer;
  const stem = builder.relu('backbone.bn1', builder.convNorm(layer(0), INPUT));
  let x = builder.node('backbone.maxpool', 'MaxPool', [stem], {
    kernel_shape: { integers: [3, 3] },
    strides: { integers: [2, 2] },
    pads: { integers: [1, 1, 1, 1] },
    ceil_mode: { integer: 1 },
  });
  for (const { first, second, shortcut } of BLOCK_PLANS) {
    const name = layer(first).name.replace(/\.conv1$/, '');
    const inner = builder.relu(`${name}.bn1`, builder.convNorm(layer(first), x));
    const branch = builder.convNorm(layer(second), inner);
    const residual = shortcut === null ? x : builder.convNorm(layer(shortcut), x);
    x = builder.relu(name, builder.node(`${name}.add`, 'Add', [residual, branch]));
  }
  return x;
}

function headNodes(builder: GraphBuilder, { task, branches }: HeadLayers, feature: string): void {
  const outputs = branches.map(([conv1, conv2, conv3]) => {
    const hidden1 = builder.relu(conv1.name, builder.conv(conv1, feature));
    const hidden2 = builder.relu(conv2.name, builder.conv(conv2, hidden1));
    return builder.conv(conv3, hidden2);
  });
  builder.node(`${task}.sum`, 'Sum', outputs, {}, task);
}
