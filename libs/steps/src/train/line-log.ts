import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { asDiskError } from '@metasparse/artifacts';

/** How far a log had come: its length and the SHA-256 of it. */
export interface LogMark {
  readonly bytes: number;
  readonly sha256: string;
}

export const EMPTY_MARK: LogMark = { bytes: 0, sha256: createHash('sha256').digest('hex') };

const CHUNK = 2 ** 20;

/** A file of one JSON object a line that only grows. It appears with its first line. */
export class LineLog {
  readonly #path: string;
  #hash = createHash('sha256');
  #bytes = 0;
  #fd: number | null = null;

  private constructor(path: string) {
    this.#path = path;
  }

  /** The log cut to where it was at `mark`; null where the file does not begin with that. */
  static goOn(path: string, mark: LogMark): LineLog | null {
    const log = new LineLog(path);
    if (mark.bytes > 0 && !log.#readTo(mark.bytes)) return null;
    if (log.mark.sha256 !== mark.sha256) {
      log.close();
      return null;
    }
    return log;
  }

  get mark(): LogMark {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }

  /** Cuts off what came after the mark; until then the file is as it was found. */
  cut(): void {
    if (this.#fd === null) rmSync(this.#path, { force: true });
    else ftruncateSync(this.#fd, this.#bytes);
  }

  /** Throws ResourceExhaustedError where the disk is full. */
  append(value: object): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    try {
      this.#fd ??= openSync(this.#path, 'w+');
      for (let at = 0; at < line.length;)
        at += writeSync(this.#fd, line, at, line.length - at, this.#bytes + at);
    } catch (error) {
      throw asDiskError(error, this.#path);
    }
    this.#hash.update(line);
    this.#bytes += line.length;
  }

  /** On the disk, as a checkpoint that counts on it has to be. */
  sync(): void {
    if (this.#fd !== null) fsyncSync(this.#fd);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #readTo(length: number): boolean {
    try {
      this.#fd = openSync(this.#path, 'r+');
    } catch {
      return false;
    }
    const chunk = Buffer.alloc(Math.min(CHUNK, length));
    while (this.#bytes < length) {
      const count = readSync(this.#fd, chunk, 0, Math.min(chunk.length, length - this.#bytes), this.#bytes);
      if (count === 0) {
        this.close();
        return false;
      }
      this.#hash.update(chunk.subarray(0, count));
      this.#bytes += count;
    }
    return true;
  }
}
