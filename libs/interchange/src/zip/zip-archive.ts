import { crc32, inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../byte-source.js';
import { broken, shownName } from '../refusal.js';
import { readDirectory, ZIP_LIMITS, type ZipLimits } from './central-directory.js';
import { readEndRecord, viewOf } from './end-record.js';
import { RECORD_BYTES, SIGNATURE, type ZipEntry } from './zip-entry.js';

const CHUNK = 4 * 2 ** 20;
const NOTHING = new Uint8Array(0);

interface Placed extends ZipEntry {
  /** Where the entry's bytes begin. */
  readonly dataOffset: number;
}

/**
 * A zip archive read entry by entry, stored or deflated, with 64-bit sizes. The central directory decides; a local
 * header that names another file, and entries that share bytes, are refused. Every entry's CRC-32 is checked before
 * the first of its bytes is given out.
 */
export class ZipArchive {
  readonly #source: ByteSource;
  readonly #entries: ReadonlyMap<string, Placed>;
  readonly #verified = new Set<string>();
  #unpacked: { readonly name: string; readonly bytes: Uint8Array } = { name: '', bytes: NOTHING };

  private constructor(source: ByteSource, entries: ReadonlyMap<string, Placed>) {
    this.#source = source;
    this.#entries = entries;
  }

  /** Throws InvalidDataError for an archive that is damaged or hostile. The source stays the caller's. */
  static open(source: ByteSource, limits: ZipLimits = ZIP_LIMITS): ZipArchive {
    const place = readEndRecord(source);
    const placed = readDirectory(source, place, limits).map((entry) =>
      placeEntry(source, entry, place.offset),
    );
    refuseOverlap(source.name, placed);
    return new ZipArchive(source, new Map(placed.map((entry) => [entry.name, entry])));
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  entry(name: string): ZipEntry | undefined {
    return this.#entries.get(name);
  }

  /** All bytes of an entry of at most `limit` bytes. */
  read(name: string, limit: number): Uint8Array {
    const { size } = this.#placed(name);
    if (size > limit)
      throw broken(this.#source.name, `has ${size} bytes in ${shownName(name)}, at most ${limit} are read`);
    return this.readRange(name, 0, size);
  }

  /** Part of an entry. A deflated entry is unpacked whole and kept until another one is asked for. */
  readRange(name: string, offset: number, length: number): Uint8Array {
    const entry = this.#placed(name);
    if (offset < 0 || length < 0 || !(offset + length <= entry.size))
      throw broken(
        this.#source.name,
        `has ${entry.size} bytes in ${shownName(name)}, ${offset} to ${offset + length} are wanted`,
      );
    if (entry.method === 8) return this.#inflated(entry).slice(offset, offset + length);
    if (!this.#verified.has(name) && length === entry.size) {
      const bytes = this.#source.read(entry.dataOffset, length);
      this.#check(entry, crc32(bytes));
      return bytes;
    }
    if (!this.#verified.has(name)) this.#check(entry, this.#storedCrc(entry));
    return this.#source.read(entry.dataOffset + offset, length);
  }

  #placed(name: string): Placed {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw broken(this.#source.name, `has no entry ${shownName(name)}`);
    return entry;
  }

  #storedCrc(entry: Placed): number {
    let sum = 0;
    for (let at = 0; at < entry.size; at += CHUNK)
      sum = crc32(this.#source.read(entry.dataOffset + at, Math.min(CHUNK, entry.size - at)), sum);
    return sum;
  }

  #inflated(entry: Placed): Uint8Array {
    if (this.#unpacked.name === entry.name) return this.#unpacked.bytes;
    this.#unpacked = { name: '', bytes: NOTHING };
    const bytes = inflate(this.#source, entry);
    this.#check(entry, crc32(bytes));
    this.#unpacked = { name: entry.name, bytes };
    return bytes;
  }

  #check(entry: Placed, sum: number): void {
    if (sum !== entry.crc32)
      throw broken(this.#source.name, `has damaged bytes in ${shownName(entry.name)}: its checksum differs`);
    this.#verified.add(entry.name);
  }
}

function placeEntry(source: ByteSource, entry: ZipEntry, directoryStart: number): Placed {
  const header = viewOf(source.read(entry.headerOffset, RECORD_BYTES.local));
  if (header.getUint32(0, true) !== SIGNATURE.local)
    throw broken(
      source.name,
      `has no entry at byte ${entry.headerOffset}, where ${shownName(entry.name)} should be`,
    );
  const nameBytes = header.getUint16(26, true);
  const name = source.read(entry.headerOffset + RECORD_BYTES.local, nameBytes);
  if (Buffer.from(name).compare(Buffer.from(entry.name, 'utf8')) !== 0)
    throw broken(source.name, `names ${shownName(entry.name)} differently in directory and entry`);
  const dataOffset = entry.headerOffset + RECORD_BYTES.local + nameBytes + header.getUint16(28, true);
  if (dataOffset + entry.compressed > directoryStart)
    throw broken(source.name, `is cut short: ${shownName(entry.name)} ends behind the directory's start`);
  return { ...entry, dataOffset };
}

function refuseOverlap(file: string, entries: readonly Placed[]): void {
  const inOrder = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  let end = 0;
  for (const { name, headerOffset, dataOffset, compressed } of inOrder) {
    if (headerOffset < end) throw broken(file, `refused: ${shownName(name)} shares bytes with another entry`);
    end = dataOffset + compressed;
  }
}

function inflate(source: ByteSource, entry: Placed): Uint8Array {
  let bytes: Uint8Array;
  try {
    const packed = source.read(entry.dataOffset, entry.compressed);
    const buffer = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (cause) {
    throw broken(source.name, `cannot unpack ${shownName(entry.name)} to the ${entry.size} bytes it claims`, {
      cause,
    });
  }
  if (bytes.length !== entry.size)
    throw broken(
      source.name,
      `unpacks ${shownName(entry.name)} to ${bytes.length} bytes, it claims ${entry.size}`,
    );
  return bytes;
}
