import { InvalidDataError } from '@metasparse/contracts';
import { ITEM_SIZE, typedArrayOf, type NpyData, type NpyDtype } from './dtype.js';
import { parseHeader, type NpyHeader } from './header.js';
import { toRowMajor } from './row-major.js';

/** An array as numpy saved it, in C order whatever order the file has. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Type in the file; float16 arrives as Float32Array, bool as 0/1 in a Uint8Array. */
  readonly dtype: NpyDtype;
  readonly data: NpyData;
}

/**
 * Reads an npy file (numpy.lib.format 1, 2, 3) of any plain numeric type, either byte order, either memory order.
 * The claimed shape is compared with the bytes there are before anything is allocated.
 * @throws InvalidDataError when it is not npy, malformed, of a non-numeric type, short, or followed by more bytes.
 */
export function readNpy(bytes: Uint8Array, file: string): NpyArray {
  const header = parseHeader(bytes, file);
  checkBody(header, bytes.length - header.bodyOffset, file);
  const body = Uint8Array.from(bytes.subarray(header.bodyOffset));
  const itemSize = ITEM_SIZE[header.dtype];
  if (header.bigEndian && itemSize > 1) swapBytes(body, itemSize);
  const data = typedArrayOf(header.dtype, body.buffer);
  const { shape, dtype } = header;
  return { shape, dtype, data: header.fortranOrder ? toRowMajor(data, shape) : data };
}

/** The numbers as float32 (rounded to nearest; a 64-bit integer passes through float64 first). */
export function toFloat32(data: NpyData): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float32Array.from(data, Number);
  return new Float32Array(data);
}

function checkBody(header: NpyHeader, actual: number, file: string): void {
  const count = header.shape.includes(0) ? 0 : header.shape.reduce((product, length) => product * length, 1);
  const expected = count * ITEM_SIZE[header.dtype];
  if (expected === actual) return;
  const what = expected > actual ? 'is truncated' : 'has bytes after its array';
  const shape = `(${header.shape.join(', ')}) ${header.dtype}`;
  throw new InvalidDataError(
    `${file} ${what}: its shape ${shape} needs ${String(expected)} bytes, there are ${String(actual)}.`,
    { file, field: 'shape', value: actual, bound: `${String(expected)} bytes`, hint: 'copy the file again' },
  );
}

function swapBytes(bytes: Uint8Array, itemSize: number): void {
  for (let start = 0; start < bytes.length; start += itemSize) {
    bytes.subarray(start, start + itemSize).reverse();
  }
}
