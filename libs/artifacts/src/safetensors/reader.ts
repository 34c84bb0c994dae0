import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { decodeHeader, headerLength, LENGTH_BYTES, type Header, type TensorInfo } from './header.js';

/** An open safetensors file, read one tensor at a time. */
export class SafetensorsFile {
  readonly path: string;
  readonly header: Header;
  readonly #fd: number;
  readonly #byName: ReadonlyMap<string, TensorInfo>;

  private constructor(path: string, fd: number, header: Header) {
    this.path = path;
    this.#fd = fd;
    this.header = header;
    this.#byName = new Map(header.tensors.map((info) => [info.name, info]));
  }

  /** Throws NotFoundError, or InvalidDataError for a file that is not whole. Close it when done. */
  static open(path: string): SafetensorsFile {
    const fd = openOrExplain(path);
    try {
      const { size } = fstatSync(fd);
      const length = headerLength(path, readAt(fd, path, 0, Math.min(LENGTH_BYTES, size)), size);
      return new SafetensorsFile(path, fd, decodeHeader(path, readAt(fd, path, LENGTH_BYTES, length), size));
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  info(name: string): TensorInfo {
    const info = this.#byName.get(name);
    if (info === undefined)
      throw new InvalidDataError(`${this.path}: has no tensor ${JSON.stringify(name)}`, {
        file: this.path,
        field: name,
      });
    return info;
  }

  float32(name: string): Float32Array {
    const bytes = this.bytes(name, 'F32');
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  }

  /** The raw bytes of a tensor of the given type. */
  bytes(name: string, dtype: TensorInfo['dtype']): Uint8Array {
    const info = this.info(name);
    if (info.dtype !== dtype)
      throw new InvalidDataError(`${this.path}: tensor ${name} is ${info.dtype}, expected ${dtype}`, {
        file: this.path,
        field: name,
      });
    return readAt(this.#fd, this.path, this.header.dataStart + info.start, info.end - info.start);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function openOrExplain(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new NotFoundError(
      `${path}: cannot be opened (${cause instanceof Error ? cause.message : String(cause)})`,
      {
        file: path,
        cause,
      },
    );
  }
}

function readAt(fd: number, path: string, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const count = readSync(fd, bytes, read, length - read, position + read);
    if (count === 0)
      throw new InvalidDataError(`${path}: ends at byte ${position + read}, expected ${position + length}`, {
        file: path,
      });
    read += count;
  }
  return bytes;
}
