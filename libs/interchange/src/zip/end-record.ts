import type { ByteSource } from '../byte-source.js';
import { broken } from '../refusal.js';
import { RECORD_BYTES, SIGNATURE, UINT16_FULL, UINT32_FULL } from './zip-entry.js';

/** Where the central directory lies. */
export interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
  /** First byte behind it that belongs to the end records. */
  readonly limit: number;
}

const MAX_COMMENT = 0xffff;

/** Reads the end record of a zip archive, the 64-bit one where there is one. */
export function readEndRecord(source: ByteSource): DirectoryPlace {
  const tailStart = Math.max(0, source.size - RECORD_BYTES.end - MAX_COMMENT);
  const tail = viewOf(source.read(tailStart, source.size - tailStart));
  const at = findEnd(tail);
  if (at === -1)
    throw broken(source.name, 'has no end-of-archive record: the zip archive is cut short or damaged');
  if (tail.getUint16(at + 4, true) !== 0 && tail.getUint16(at + 4, true) !== UINT16_FULL)
    throw broken(source.name, 'is one part of a zip archive in several parts');
  const place = {
    entries: tail.getUint16(at + 10, true),
    bytes: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
    limit: tailStart + at,
  };
  return checked(source, end64(source, place) ?? place);
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - RECORD_BYTES.end; at >= 0; at--) {
    if (tail.getUint32(at, true) !== SIGNATURE.end) continue;
    if (at + RECORD_BYTES.end + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return -1;
}

function end64(source: ByteSource, place: DirectoryPlace): DirectoryPlace | undefined {
  const locatorAt = place.limit - RECORD_BYTES.locator64;
  const locator = locatorAt < 0 ? undefined : viewOf(source.read(locatorAt, RECORD_BYTES.locator64));
  if (locator?.getUint32(0, true) !== SIGNATURE.locator64) {
    if (place.offset === UINT32_FULL || place.bytes === UINT32_FULL || place.entries === UINT16_FULL)
      throw broken(source.name, 'points to a 64-bit end record that is not there');
    return undefined;
  }
  const recordAt = safeUint64(source.name, locator, 8);
  if (recordAt + RECORD_BYTES.end64 > locatorAt)
    throw broken(source.name, `has its 64-bit end record at byte ${recordAt}, behind its own locator`);
  const record = viewOf(source.read(recordAt, RECORD_BYTES.end64));
  if (record.getUint32(0, true) !== SIGNATURE.end64)
    throw broken(source.name, `has no 64-bit end record at byte ${recordAt}`);
  return {
    entries: safeUint64(source.name, record, 32),
    bytes: safeUint64(source.name, record, 40),
    offset: safeUint64(source.name, record, 48),
    limit: recordAt,
  };
}

function checked(source: ByteSource, place: DirectoryPlace): DirectoryPlace {
  if (place.offset + place.bytes > place.limit)
    throw broken(
      source.name,
      `has a directory of ${place.bytes} bytes at ${place.offset}, beyond its end records at ${place.limit}`,
    );
  return place;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number that a file of this world can mean. */
export function safeUint64(file: string, view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken(file, `claims a size or position of ${value}`);
  return Number(value);
}
