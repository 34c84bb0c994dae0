import { readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const MAGIC = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);

/** A npy file: header as numpy writes it, then `values` as they are. */
export function writeNpy(path: string, descr: string, shape: readonly number[], values: Uint8Array): void {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const padded = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n';
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  writeFileSync(path, Buffer.concat([MAGIC, length, Buffer.from(padded, 'latin1'), values]));
}

/** A float32 npy file of one value everywhere. */
export function writeFloats(path: string, shape: readonly number[], value: number): void {
  const count = shape.reduce((product, n) => product * n, 1);
  const values = new Float32Array(count).fill(value);
  writeNpy(path, '<f4', shape, new Uint8Array(values.buffer));
}

/** Keeps the first half of a file. */
export function truncate(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length / 2));
}

/** Makes a PNG claim another size, with a header that is otherwise right. */
export function claimSize(path: string, width: number, height: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  writeFileSync(path, bytes);
}

/** Replaces text in a file. */
export function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}
