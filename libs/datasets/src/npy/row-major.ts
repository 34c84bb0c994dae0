import type { NpyData } from './dtype.js';

/** The same array in C order, from its elements in Fortran order (first index fastest). */
export function toRowMajor(data: NpyData, shape: readonly number[]): NpyData {
  if (shape.length < 2 || data.length < 2) return data;
  if (data instanceof BigInt64Array) return permuted(data, new BigInt64Array(data.length), shape);
  if (data instanceof BigUint64Array) return permuted(data, new BigUint64Array(data.length), shape);
  return permuted(data, data.slice(), shape);
}

function permuted<T extends NpyData>(from: T, to: T, shape: readonly number[]): T {
  const strides = fortranStrides(shape);
  const index = new Array<number>(shape.length).fill(0);
  const source: Record<number, number | bigint> = from;
  const target: Record<number, number | bigint> = to;
  const columns = shape[shape.length - 1] ?? 1;
  const columnStride = strides[shape.length - 1] ?? 1;
  for (let at = 0, offset = 0; at < from.length; offset = advance(index, shape, strides)) {
    for (let c = 0; c < columns; c++, at++) target[at] = source[offset + c * columnStride] ?? 0;
  }
  return to;
}

function fortranStrides(shape: readonly number[]): number[] {
  let stride = 1;
  return shape.map((length) => {
    const own = stride;
    stride *= length;
    return own;
  });
}

/** Steps all indices but the last, C order, and returns the offset of the row they name. */
function advance(index: number[], shape: readonly number[], strides: readonly number[]): number {
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    const next = (index[axis] ?? 0) + 1;
    index[axis] = next < (shape[axis] ?? 0) ? next : 0;
    if (index[axis] !== 0) break;
  }
  return index.reduce((offset, at, axis) => offset + at * (strides[axis] ?? 0), 0);
}
