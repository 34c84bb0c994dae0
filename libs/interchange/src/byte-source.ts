import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { NotFoundError } from '@metasparse/contracts';
import { broken } from './refusal.js';

/** Random access to the bytes of one file. */
export interface ByteSource {
  /** The file as the user named it, for messages. */
  readonly name: string;
  readonly size: number;
  /** Exactly `length` bytes of its own. Throws InvalidDataError where the file ends before. */
  readonly read: (position: number, length: number) => Uint8Array;
  readonly close: () => void;
}

/** Opens a file for reading. Throws NotFoundError where there is none. */
export function openByteSource(path: string): ByteSource {
  const fd = openOrExplain(path);
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw new NotFoundError(`${path}: is not a file`, { file: path });
  }
  const size = stat.size;
  return {
    name: path,
    size,
    read: (position, length) => {
      checkRange(path, size, position, length);
      return readFully(fd, path, position, length);
    },
    close: () => {
      closeSync(fd);
    },
  };
}

/** Bytes in memory, under a name for messages. */
export function memoryByteSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (position, length) => {
      checkRange(name, bytes.length, position, length);
      return new Uint8Array(bytes.subarray(position, position + length));
    },
    close: () => undefined,
  };
}

function checkRange(name: string, size: number, position: number, length: number): void {
  if (position < 0 || length < 0 || !(position + length <= size))
    throw broken(name, `is cut short: bytes ${position} to ${position + length} are wanted, it has ${size}`);
}

function openOrExplain(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NotFoundError(`${path}: cannot be opened (${why})`, { file: path, cause });
  }
}

function readFully(fd: number, path: string, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const count = readSync(fd, bytes, read, length - read, position + read);
    if (count === 0) throw broken(path, `ends at byte ${position + read}, expected ${position + length}`);
    read += count;
  }
  return bytes;
}
