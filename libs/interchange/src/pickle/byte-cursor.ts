import type { ByteSource } from '../byte-source.js';
import { broken } from '../refusal.js';

const WINDOW = 64 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a file forward, a window at a time, and no further than `limit` bytes from where it began. */
export class ByteCursor {
  #window: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #windowStart: number;
  #at: number;
  readonly #end: number;

  constructor(
    readonly source: ByteSource,
    start = 0,
    limit = Number.POSITIVE_INFINITY,
  ) {
    this.#windowStart = start;
    this.#at = start;
    this.#end = Math.min(source.size, start + limit);
  }

  /** Position of the next byte. */
  get position(): number {
    return this.#at;
  }

  byte(): number {
    const at = this.#need(1);
    return this.#view.getUint8(at);
  }
  uint16(): number {
    const at = this.#need(2);
    return this.#view.getUint16(at, true);
  }
  int32(): number {
    const at = this.#need(4);
    return this.#view.getInt32(at, true);
  }
  uint32(): number {
    const at = this.#need(4);
    return this.#view.getUint32(at, true);
  }
  /** A length of 64 bits; one no file can have is refused. */
  uint64(): number {
    const at = this.#need(8);
    const value = this.#view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw broken(this.source.name, `claims a length of ${value} at byte ${this.#at - 8}`);
    return Number(value);
  }
  /** Big-endian, as pickles have it. */
  float64(): number {
    const at = this.#need(8);
    return this.#view.getFloat64(at, false);
  }

  bytes(length: number): Uint8Array {
    const at = this.#need(length);
    return this.#window.slice(at, at + length);
  }

  text(length: number): string {
    const at = this.#need(length);
    try {
      return utf8.decode(this.#window.subarray(at, at + length));
    } catch (cause) {
      throw broken(this.source.name, `has text at byte ${this.#at - length} that is not UTF-8`, { cause });
    }
  }

  /** Text up to a line feed, which is consumed; at most `longest` bytes. */
  line(longest: number): string {
    const letters: number[] = [];
    for (let next = this.byte(); next !== 0x0a; next = this.byte()) {
      if (letters.length === longest)
        throw broken(this.source.name, `has a name of more than ${longest} bytes at byte ${this.#at}`);
      letters.push(next);
    }
    return Buffer.from(letters).toString('utf8');
  }

  /** Moves on by `length` bytes and returns where they begin in the window. */
  #need(length: number): number {
    if (this.#at + length > this.#end)
      throw broken(
        this.source.name,
        `is cut short: ${length} bytes are wanted at byte ${this.#at}, it ends at ${this.#end}`,
      );
    const offset = this.#at - this.#windowStart;
    this.#at += length;
    if (offset + length <= this.#window.length) return offset;
    this.#windowStart = this.#at - length;
    this.#window = this.source.read(
      this.#windowStart,
      Math.min(Math.max(WINDOW, length), this.#end - this.#windowStart),
    );
    this.#view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.byteLength);
    return 0;
  }
}
