import type { NpyData } from './dtype.js';

/**
 * The bytes of an npy file, format 1.0, C order, little-endian, its header padded to 64 bytes as numpy does.
 * @throws RangeError when the shape does not fit the data.
 */
export function writeNpy(data: NpyData, shape: readonly number[]): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length) {
    throw new RangeError(
      `shape (${shape.join(', ')}) needs ${String(count)} elements, data has ${String(data.length)}`,
    );
  }
  const tuple = shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const total = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = dictionary.padEnd(total - 11) + '\n';
  const bytes = new Uint8Array(total + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 0xff, header.length >>> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), total);
  return bytes;
}

function descrOf(data: NpyData): string {
  const kind =
    data instanceof Float32Array || data instanceof Float64Array ? 'f' : isUnsigned(data) ? 'u' : 'i';
  return `${data.BYTES_PER_ELEMENT === 1 ? '|' : '<'}${kind}${String(data.BYTES_PER_ELEMENT)}`;
}

function isUnsigned(data: NpyData): boolean {
  return (
    data instanceof Uint8Array ||
    data instanceof Uint16Array ||
    data instanceof Uint32Array ||
    data instanceof BigUint64Array
  );
}
