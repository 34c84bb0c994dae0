import { createRequire } from 'node:module';
import { enableOneDnn } from './config.js';
import { DATA_TYPE } from './data-type.js';

/** What an operation attribute may hold; `type` is TensorFlow's TF_AttrType number. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

interface OutputInfo {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** The native half of tfjs-node, called directly: tensors are numbers, nothing is tracked or freed for us. */
export interface Binding {
  readonly TF_Version: string;
  createTensor(shape: readonly number[], dtype: number, data: Float32Array | Int32Array | Uint8Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): OutputInfo[];
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
}

/** The release of the package whose native interface this library is written against. */
export const PINNED_PACKAGE = '@tensorflow/tfjs-node-gpu';
export const PINNED_VERSION = '4.22.0';

const FUNCTIONS = [
  'createTensor',
  'deleteTensor',
  'tensorDataSync',
  'executeOp',
  'isUsingGpuDevice',
  'getNumOfTensors',
] as const;

/**
 * Loads the native binding and proves that it is the one this library knows: version, functions, and one operation
 * with a known result. Throws an Error that says what differs.
 */
export function loadBinding(): Binding {
  enableOneDnn();
  const require = createRequire(import.meta.url);
  const { version } = require(`${PINNED_PACKAGE}/package.json`) as { version: string };
  if (version !== PINNED_VERSION)
    throw new Error(
      `${PINNED_PACKAGE} is ${version}, but its internal interface is pinned to ${PINNED_VERSION}`,
    );
  const binding = require(`${PINNED_PACKAGE}/lib/napi-v8/tfjs_binding.node`) as Binding;
  for (const name of FUNCTIONS)
    if (typeof binding[name] !== 'function')
      throw new Error(`the native binding of ${PINNED_PACKAGE} has no function ${name}`);
  proveAddition(binding);
  return binding;
}

function proveAddition(binding: Binding): void {
  const ids = [1, 2].map((value) => binding.createTensor([1], DATA_TYPE.float32, Float32Array.of(value)));
  const [sum] = binding.executeOp('AddV2', [{ name: 'T', type: 4, value: DATA_TYPE.float32 }], ids, 1);
  const value = sum === undefined ? NaN : binding.tensorDataSync(sum.id)[0];
  for (const id of sum === undefined ? ids : [...ids, sum.id]) binding.deleteTensor(id);
  if (value !== 3) throw new Error(`the native binding computes 1 + 2 = ${value}`);
}
