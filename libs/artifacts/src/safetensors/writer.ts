import type { FileHandle } from 'node:fs/promises';
import { writeAtomically } from '../files/atomic-file.js';
import { encodeHeader, tensorBytes, type ElementType, type TensorInfo } from './header.js';

/** A tensor to be written; its bytes are asked for when their turn comes. */
export interface TensorSource {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: readonly number[];
}

export type TensorData = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Lays tensors out one behind the other. */
export function layOut(tensors: readonly TensorSource[]): TensorInfo[] {
  let at = 0;
  return tensors.map(({ name, dtype, shape }) => {
    const start = at;
    at += tensorBytes(dtype, shape);
    return { name, dtype, shape, start, end: at };
  });
}

/**
 * Writes a safetensors file whole or not at all. `data` yields one array a tensor, in the order of `tensors`, so that
 * no more than one has to be in memory. Throws RangeError where an array does not fill its tensor.
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly TensorSource[],
  metadata: Readonly<Record<string, string>>,
  data: Iterable<TensorData> | AsyncIterable<TensorData>,
): Promise<void> {
  const infos = layOut(tensors);
  await writeAtomically(path, async (file) => {
    await writeAll(file, encodeHeader(infos, metadata));
    let next = 0;
    for await (const array of data) {
      const info = infos[next++];
      if (info === undefined)
        throw new RangeError(`${path}: more arrays than the ${infos.length} tensors described`);
      if (array.byteLength !== info.end - info.start)
        throw new RangeError(
          `${path}: tensor ${info.name} needs ${info.end - info.start} bytes, got ${array.byteLength}`,
        );
      await writeAll(file, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    }
    if (next !== infos.length) throw new RangeError(`${path}: ${next} arrays for ${infos.length} tensors`);
  });
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}
