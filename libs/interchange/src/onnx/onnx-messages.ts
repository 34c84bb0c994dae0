import {
  floatField,
  integerField,
  integersField,
  lazyBytesField,
  message,
  messageField,
  textField,
  type Part,
} from './protobuf.js';

/** Field numbers as in onnx.proto; element type 1 is float32. */
const FLOAT = 1;
const ATTRIBUTE = { float: 1, integer: 2, integers: 7 } as const;

export type AttributeValue =
  { readonly float: number } | { readonly integer: number } | { readonly integers: readonly number[] };

export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** A float32 tensor stored in the model, its values asked for when they are written. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly read: () => Float32Array;
}

/** A float32 input or output; an axis is a size or a name. */
export interface OnnxValue {
  readonly name: string;
  readonly axes: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxModel {
  readonly irVersion: number;
  readonly opset: number;
  readonly producer: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: OnnxGraph;
}

export function modelMessage(model: OnnxModel): Part {
  const opset = message([textField(1, ''), integerField(2, model.opset)]);
  return message([
    integerField(1, model.irVersion),
    textField(2, model.producer),
    textField(6, model.description),
    messageField(7, graphMessage(model.graph)),
    messageField(8, opset),
    ...Object.entries(model.metadata).map(([key, value]) =>
      messageField(14, message([textField(1, key), textField(2, value)])),
    ),
  ]);
}

function graphMessage({ name, nodes, tensors, inputs, outputs }: OnnxGraph): Part {
  return message([
    ...nodes.map((node) => messageField(1, nodeMessage(node))),
    textField(2, name),
    ...tensors.map((tensor) => messageField(5, tensorMessage(tensor))),
    ...inputs.map((value) => messageField(11, valueMessage(value))),
    ...outputs.map((value) => messageField(12, valueMessage(value))),
  ]);
}

function nodeMessage({ name, operator, inputs, output, attributes = {} }: OnnxNode): Part {
  return message([
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(3, name),
    textField(4, operator),
    ...Object.entries(attributes).map(([key, value]) => messageField(5, attributeMessage(key, value))),
  ]);
}

function attributeMessage(name: string, value: AttributeValue): Part {
  if ('float' in value)
    return message([textField(1, name), floatField(2, value.float), integerField(20, ATTRIBUTE.float)]);
  if ('integer' in value)
    return message([textField(1, name), integerField(3, value.integer), integerField(20, ATTRIBUTE.integer)]);
  return message([
    textField(1, name),
    integersField(8, value.integers),
    integerField(20, ATTRIBUTE.integers),
  ]);
}

function tensorMessage({ name, shape, read }: OnnxTensor): Part {
  const bytes = 4 * shape.reduce((product, n) => product * n, 1);
  return message([
    integersField(1, shape),
    integerField(2, FLOAT),
    textField(8, name),
    lazyBytesField(9, bytes, () => {
      const { buffer, byteOffset, byteLength } = read();
      return new Uint8Array(buffer, byteOffset, byteLength);
    }),
  ]);
}

function valueMessage({ name, axes }: OnnxValue): Part {
  const dimensions = axes.map((axis) =>
    messageField(1, typeof axis === 'number' ? integerField(1, axis) : textField(2, axis)),
  );
  const tensor = message([integerField(1, FLOAT), messageField(2, message(dimensions))]);
  return message([textField(1, name), messageField(2, messageField(1, tensor))]);
}
