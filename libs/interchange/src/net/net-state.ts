import type { BitMask } from '@metasparse/sparsity';

/** One float32 tensor of a net, read when asked for. */
export interface NetTensor {
  readonly shape: readonly number[];
  /** Row-major; convolution weights are [out, in, height, width]. A fresh array, or one nobody may change. */
  readonly read: () => Float32Array;
}

/** The 0/1 mask of one parameter, one bit an element in row-major order. */
export interface NetMask {
  readonly shape: readonly number[];
  readonly read: () => BitMask;
}

/**
 * A net between formats. Names are those of the original's modules: `backbone.conv1.weight`,
 * `backbone.bn1.running_mean`, `task1_fc1_c0.conv1.bias` and so on.
 */
export interface NetState {
  /** Weights, biases and batch-norm values; with a mask, the raw weight before it is multiplied. */
  readonly tensors: ReadonlyMap<string, NetTensor>;
  /** By the name of the parameter they belong to; empty for a dense net. */
  readonly masks: ReadonlyMap<string, NetMask>;
  /** Whole numbers: `num_batches_tracked` of each batch norm. */
  readonly counts: ReadonlyMap<string, number>;
  /** Free text that travels along where the format has room. */
  readonly meta: Readonly<Record<string, string>>;
}

/** A state whose tensors are still in an open file. */
export interface OpenNetState {
  readonly state: NetState;
  /** What a person should know: what was taken off, converted or left out. One sentence each. */
  readonly notes: readonly string[];
  readonly close: () => void;
}

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** A tensor in memory. @throws RangeError where `data` does not fill `shape`. */
export function netTensor(shape: readonly number[], data: Float32Array): NetTensor {
  if (data.length !== elements(shape))
    throw new RangeError(`${data.length} values do not fill the shape [${shape.join(', ')}]`);
  return { shape, read: () => data };
}

/** A mask in memory. @throws RangeError where `mask` does not fill `shape`. */
export function netMask(shape: readonly number[], mask: BitMask): NetMask {
  if (mask.length !== elements(shape))
    throw new RangeError(`a mask of ${mask.length} bits does not fill the shape [${shape.join(', ')}]`);
  return { shape, read: () => mask };
}

/** The values a net computes with: weight times mask, as torch multiplies (a dropped negative weight is -0). */
export function effectiveValues(state: NetState, name: string): Float32Array {
  const tensor = state.tensors.get(name);
  if (tensor === undefined) throw new RangeError(`the net has no tensor ${name}`);
  const mask = state.masks.get(name);
  return mask === undefined ? tensor.read() : multiplied(tensor.read(), mask.read());
}

function multiplied(values: Float32Array, { bytes }: BitMask): Float32Array {
  return values.map((value, i) => value * (((bytes[i >>> 3] as number) >>> (7 - (i & 7))) & 1));
}
