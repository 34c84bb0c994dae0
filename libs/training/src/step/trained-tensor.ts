import type { Accumulator, Kernels, Tensor } from '@metasparse/scenenet';

/** Everything training keeps of one tensor: its value, Adam's moments and, where asked for, its running average. */
export const TENSOR_PARTS = ['value', 'first_moment', 'second_moment', 'average'] as const;
export type TensorPart = (typeof TENSOR_PARTS)[number];

/** A trained tensor on the device, float32. A part that was never written is empty and counts as zeros. */
export interface TrainedTensor {
  /** Name in the original's module tree, e.g. backbone.conv1.weight. */
  readonly name: string;
  /** Shape on the host: O,I,H,W for a convolution weight. */
  readonly shape: readonly number[];
  readonly parts: Readonly<Record<TensorPart, Accumulator>>;
}

export function createTensor(kernels: Kernels, name: string, shape: readonly number[]): TrainedTensor {
  const part = (reserve = true): Accumulator => kernels.accumulator(deviceShape(shape), reserve);
  // Most runs keep no average: it takes memory only where it is used.
  const parts = { value: part(), first_moment: part(), second_moment: part(), average: part(false) };
  return { name, shape, parts };
}

export function freeTensor(kernels: Kernels, { parts }: TrainedTensor): void {
  for (const part of TENSOR_PARTS) kernels.freeAccumulator(parts[part]);
}

/** A handle on the current value; while it is alive, a step of Adam has to copy. */
export function valueOf(
  kernels: Kernels,
  { name, parts }: TrainedTensor,
  part: TensorPart = 'value',
): Tensor {
  const value = kernels.readAccumulator(parts[part]);
  if (value === null) throw new RangeError(`${name} has no ${part}: load it first`);
  return value;
}

/** Sets a part to a device tensor, which the caller frees; nothing else may hold its memory. */
export function assign(kernels: Kernels, tensor: TrainedTensor, part: TensorPart, value: Tensor): void {
  kernels.reset(tensor.parts[part]);
  kernels.accumulate(tensor.parts[part], value);
}

/** Sets a part from host values in the order of `shape`. @throws RangeError for another number of values. */
export function write(kernels: Kernels, tensor: TrainedTensor, part: TensorPart, values: Float32Array): void {
  const length = tensor.shape.reduce((product, n) => product * n, 1);
  if (values.length !== length)
    throw new RangeError(`${tensor.name} has ${length} values, ${values.length} were given`);
  const uploaded = kernels.upload(values, tensor.shape);
  // A device may read uploaded memory in place; the variable must own what it changes.
  const owned = tensor.shape.length === 4 ? kernels.weightToDevice(uploaded) : kernels.scale(uploaded, 1);
  assign(kernels, tensor, part, owned);
  kernels.free(uploaded, owned);
}

/** Whether a part was ever written. */
export function hasPart(kernels: Kernels, { parts }: TrainedTensor, part: TensorPart): boolean {
  const value = kernels.readAccumulator(parts[part]);
  if (value === null) return false;
  kernels.free(value);
  return true;
}

/** Host values of a part in the order of `shape`; null where it was never written. */
export function readPart(kernels: Kernels, tensor: TrainedTensor, part: TensorPart): Float32Array | null {
  const value = kernels.readAccumulator(tensor.parts[part]);
  if (value === null) return null;
  const hostOrder = tensor.shape.length === 4 ? kernels.weightToHost(value) : kernels.share(value);
  const values = kernels.read(hostOrder);
  kernels.free(value, hostOrder);
  return values;
}

function deviceShape(shape: readonly number[]): readonly number[] {
  if (shape.length !== 4) return shape;
  const [out, inChannels, height, width] = shape as [number, number, number, number];
  return [height, width, inChannels, out];
}
