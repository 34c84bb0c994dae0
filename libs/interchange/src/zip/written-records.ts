import { RECORD_BYTES, SIGNATURE, UINT16_FULL, UINT32_FULL, ZIP64_EXTRA } from './zip-entry.js';

/** A stored entry of an archive that is being written. */
export interface WrittenEntry {
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  readonly headerOffset: number;
  readonly dataOffset: number;
}

const VERSION = 45;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first date there is. */
const NO_DATE = 0x0021;
/** torch's name for the extra field that fills up to the alignment. */
const PADDING_EXTRA = 0x4246;
const EXTRA_HEADER = 4;

/** The header in front of an entry's bytes; `padding` is the content of one more extra field. */
export function localRecord({ name, size, crc32 }: WrittenEntry, padding: number): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const sizes = extraField(ZIP64_EXTRA, [size, size]);
  const filler = Buffer.alloc(EXTRA_HEADER + padding);
  filler.writeUInt16LE(PADDING_EXTRA, 0);
  filler.writeUInt16LE(padding, 2);
  const fixed = Buffer.alloc(RECORD_BYTES.local);
  fixed.writeUInt32LE(SIGNATURE.local, 0);
  fixed.writeUInt16LE(VERSION, 4);
  writeSharedFields(fixed, 6, crc32);
  fixed.writeUInt16LE(nameBytes.length, 26);
  fixed.writeUInt16LE(sizes.length + filler.length, 28);
  return Buffer.concat([fixed, nameBytes, sizes, filler]);
}

/** The entry's record in the central directory. */
export function centralRecord({ name, size, crc32, headerOffset }: WrittenEntry): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const sizes = extraField(ZIP64_EXTRA, [size, size, headerOffset]);
  const fixed = Buffer.alloc(RECORD_BYTES.central);
  fixed.writeUInt32LE(SIGNATURE.central, 0);
  fixed.writeUInt16LE(VERSION, 4);
  fixed.writeUInt16LE(VERSION, 6);
  writeSharedFields(fixed, 8, crc32);
  fixed.writeUInt16LE(nameBytes.length, 28);
  fixed.writeUInt16LE(sizes.length, 30);
  fixed.writeUInt32LE(UINT32_FULL, 42);
  return Buffer.concat([fixed, nameBytes, sizes]);
}

/** Flags, method 0, time, date, checksum and the two sizes, which are in the 64-bit field. */
function writeSharedFields(record: Buffer, at: number, crc32: number): void {
  record.writeUInt16LE(UTF8_NAMES, at);
  record.writeUInt16LE(NO_DATE, at + 6);
  record.writeUInt32LE(crc32, at + 8);
  record.writeUInt32LE(UINT32_FULL, at + 12);
  record.writeUInt32LE(UINT32_FULL, at + 16);
}

function extraField(id: number, values: readonly number[]): Buffer {
  const field = Buffer.alloc(EXTRA_HEADER + 8 * values.length);
  field.writeUInt16LE(id, 0);
  field.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, i) => field.writeBigUInt64LE(BigInt(value), EXTRA_HEADER + 8 * i));
  return field;
}

/** The 64-bit end record, its locator and the end record that points to neither size. */
export function endRecords(entries: number, directoryOffset: number, directoryBytes: number): Buffer {
  const end64 = Buffer.alloc(RECORD_BYTES.end64);
  end64.writeUInt32LE(SIGNATURE.end64, 0);
  end64.writeBigUInt64LE(BigInt(RECORD_BYTES.end64 - 12), 4);
  end64.writeUInt16LE(VERSION, 12);
  end64.writeUInt16LE(VERSION, 14);
  [entries, entries, directoryBytes, directoryOffset].forEach((value, i) =>
    end64.writeBigUInt64LE(BigInt(value), 24 + 8 * i),
  );
  const locator = Buffer.alloc(RECORD_BYTES.locator64);
  locator.writeUInt32LE(SIGNATURE.locator64, 0);
  locator.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(RECORD_BYTES.end);
  end.writeUInt32LE(SIGNATURE.end, 0);
  end.writeUInt16LE(UINT16_FULL, 8);
  end.writeUInt16LE(UINT16_FULL, 10);
  end.writeUInt32LE(UINT32_FULL, 12);
  end.writeUInt32LE(UINT32_FULL, 16);
  return Buffer.concat([end64, locator, end]);
}
