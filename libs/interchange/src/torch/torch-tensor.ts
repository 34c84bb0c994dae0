import type { InvalidDataError } from '@metasparse/contracts';
import { PickleObject } from '../pickle/values.js';
import { broken } from '../refusal.js';
import { TORCH_TYPES, toFloat32, type TorchType } from './element-types.js';
import type { TorchStorage } from './storage.js';

const MAX_DIMENSIONS = 16;

export interface TensorGeometry {
  readonly offset: number;
  readonly shape: readonly number[];
  /** In elements, one per axis. */
  readonly strides: readonly number[];
}

/** A tensor of a checkpoint: a view of a storage, read when asked for. */
export class TorchTensor extends PickleObject {
  readonly kind = 'a tensor';

  private constructor(
    readonly storage: TorchStorage,
    readonly geometry: TensorGeometry,
    /** Elements. */
    readonly length: number,
    /** From the first to behind the last element used, in elements. */
    readonly span: number,
  ) {
    super();
  }

  /** Throws InvalidDataError for a view that leaves its storage or covers an element twice. */
  static of(file: string, storage: TorchStorage, geometry: TensorGeometry): TorchTensor {
    const { shape, strides, offset } = geometry;
    const text = `shape [${shape.slice(0, MAX_DIMENSIONS).join(', ')}]`;
    const fail = (why: string): InvalidDataError =>
      broken(file, `has a tensor of ${text} in storage ${storage.key} ${why}`);
    if (shape.length > MAX_DIMENSIONS || shape.length !== strides.length)
      throw fail(
        `with ${shape.length} axes and ${strides.length} strides, at most ${MAX_DIMENSIONS} are read`,
      );
    if (![offset, ...shape, ...strides].every((n) => Number.isSafeInteger(n) && n >= 0))
      throw fail(`with strides [${strides.join(', ')}] and offset ${offset}; none may be negative`);
    const length = shape.reduce((product, n) => product * n, 1);
    const span =
      length === 0 ? 0 : 1 + shape.reduce((last, n, axis) => last + (n - 1) * strideOf(strides, axis), 0);
    if (!(offset + span <= storage.length) || !(length <= storage.length))
      throw fail(
        `with strides [${strides.join(', ')}] and offset ${offset}, which reaches behind its ${storage.length} elements`,
      );
    if (length > 0 && overlapsItself(shape, strides))
      throw fail(`with strides [${strides.join(', ')}], which overlap`);
    return new TorchTensor(storage, geometry, length, span);
  }

  get type(): TorchType {
    return this.storage.type;
  }

  get shape(): readonly number[] {
    return this.geometry.shape;
  }

  /** The elements in row-major order, little-endian; only the bytes the view spans are read. */
  elements(): Uint8Array {
    const width = TORCH_TYPES[this.type].bytes;
    const bytes = this.storage.bytes.read(this.geometry.offset * width, this.span * width);
    return this.#rowMajor() ? bytes : gather(bytes, width, this.geometry, this.length);
  }

  /** The elements as float32, row-major. */
  float32(): Float32Array {
    return toFloat32(this.type, this.elements());
  }

  #rowMajor(): boolean {
    let expected = 1;
    for (let axis = this.shape.length - 1; axis >= 0; axis--) {
      const size = this.shape[axis] as number;
      if (size > 1 && strideOf(this.geometry.strides, axis) !== expected) return false;
      expected *= size;
    }
    return true;
  }
}

function strideOf(strides: readonly number[], axis: number): number {
  return strides[axis] as number;
}

/** Whether two indices can mean one element: each stride has to step over all that the smaller ones reach. */
function overlapsItself(shape: readonly number[], strides: readonly number[]): boolean {
  const axes = shape
    .map((size, axis) => ({ size, stride: strideOf(strides, axis) }))
    .filter(({ size }) => size > 1)
    .sort((a, b) => a.stride - b.stride);
  let reach = 0;
  for (const { size, stride } of axes) {
    if (stride <= reach) return true;
    reach += (size - 1) * stride;
  }
  return false;
}

function gather(
  bytes: Uint8Array,
  width: number,
  { shape, strides }: TensorGeometry,
  length: number,
): Uint8Array {
  const out = new Uint8Array(length * width);
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < length; to++) {
    for (let b = 0; b < width; b++) out[to * width + b] = bytes[from * width + b] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      from += strideOf(strides, axis);
      if (next < (shape[axis] as number)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      from -= next * strideOf(strides, axis);
    }
  }
  return out;
}
