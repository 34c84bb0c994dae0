import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { asDiskError } from '../files/atomic-file.js';
import { scalarMessage, versionMessage, type ScalarEvent } from './event-message.js';
import { maskedCrc32c } from './masked-crc32c.js';

/** Where TensorBoard looks: it takes every file whose name holds `tfevents`. */
export function eventFileName(wallTimeSeconds: number): string {
  return `events.out.tfevents.${String(Math.floor(wallTimeSeconds)).padStart(10, '0')}.metasparse`;
}

/**
 * A TensorBoard event file that grows while it is read. Every append is whole records in one write; what a killed
 * process leaves unfinished, TensorBoard ignores. A full disk is a ResourceExhaustedError.
 */
export class EventFile {
  readonly #path: string;
  readonly #descriptor: number;

  private constructor(path: string, descriptor: number) {
    this.#path = path;
    this.#descriptor = descriptor;
  }

  /** A new file with its version record, in place of one of that name. */
  static create(path: string, wallTimeSeconds: number): EventFile {
    mkdirSync(dirname(path), { recursive: true });
    const file = new EventFile(path, openSync(path, 'w'));
    file.#write(record(versionMessage(wallTimeSeconds)));
    return file;
  }

  append(events: readonly ScalarEvent[]): void {
    this.#write(Buffer.concat(events.map((event) => record(scalarMessage(event)))));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #write(bytes: Buffer): void {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
    } catch (error) {
      throw asDiskError(error, this.#path);
    }
  }
}

/** TFRecord: length as 64 bits, its checksum, the content, its checksum; all little-endian. */
export function record(content: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(content.length));
  head.writeUInt32LE(maskedCrc32c(head.subarray(0, 8)), 8);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(maskedCrc32c(content));
  return Buffer.concat([head, content, tail]);
}
