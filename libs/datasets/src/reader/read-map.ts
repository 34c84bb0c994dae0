import { InvalidDataError } from '@metasparse/contracts';
import { decodeColour, decodeGrey } from '../image/decode-image.js';
import type { NpyArray } from '../npy/read-npy.js';
import { readNpy, toFloat32 } from '../npy/read-npy.js';
import type { ByteSource } from '../source/byte-source.js';
import type { FileMap } from './check-map.js';

/** The full name of a dataset's file, for messages. */
export function fileName(source: ByteSource, path: string): string {
  return `${source.name.replace(/\/+$/, '')}/${path}`;
}

export interface ByteMap extends FileMap {
  readonly data: Uint8Array;
}

export interface GreyMap extends FileMap {
  readonly data: Uint8Array | Uint16Array;
}

/** An npy array with two or three axes as rows of pixels. */
export interface ArrayMap extends FileMap {
  readonly data: Float32Array;
  readonly dtype: NpyArray['dtype'];
}

/** B, G, R bytes of a PNG or JPEG. */
export async function readColour(source: ByteSource, path: string): Promise<ByteMap> {
  const file = fileName(source, path);
  return { file, ...(await decodeColour(await source.read(path), file)) };
}

/** Exact numbers of a grey PNG, 8 or 16 bits. */
export async function readGrey(source: ByteSource, path: string): Promise<GreyMap> {
  const file = fileName(source, path);
  return { file, ...(await decodeGrey(await source.read(path), file)) };
}

/** Exact numbers of a grey PNG of 16 bits. @throws InvalidDataError when it has 8. */
export async function readGrey16(source: ByteSource, path: string): Promise<GreyMap> {
  const map = await readGrey(source, path);
  if (map.data instanceof Uint16Array) return map;
  throw new InvalidDataError(`${map.file} has 8-bit samples; expected 16 bits.`, {
    file: map.file,
    field: 'format',
    value: 8,
    bound: '16 bits',
  });
}

/**
 * An npy array (height, width) or (height, width, channels) as float32.
 * @throws InvalidDataError for another shape or an empty array.
 */
export async function readArray(source: ByteSource, path: string, channels: 1 | 3): Promise<ArrayMap> {
  const file = fileName(source, path);
  const { shape, data, dtype } = readNpy(await source.read(path), file);
  const [height, width, depth = 1] = shape;
  if (
    height === undefined ||
    width === undefined ||
    shape.length > 3 ||
    depth !== channels ||
    data.length === 0
  ) {
    const bound = channels === 1 ? '(height, width) or (height, width, 1)' : '(height, width, 3)';
    throw new InvalidDataError(`${file} has the shape (${shape.join(', ')}); expected ${bound}.`, {
      file,
      field: 'shape',
      value: shape,
      bound,
    });
  }
  return { file, height, width, channels, data: toFloat32(data), dtype };
}
