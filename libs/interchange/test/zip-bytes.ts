import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip archive built for a test; fields that are given lie on purpose. */
export interface TestEntry {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly deflate?: boolean;
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly localName?: string;
  /** Index of an entry whose header this one points to. */
  readonly sameAs?: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** A zip archive without 64-bit fields, in memory. */
export function zipBytes(entries: readonly TestEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const plain = Buffer.from(entry.content);
    const packed = entry.deflate === true ? deflateRawSync(plain) : plain;
    const offset = entry.sameAs === undefined ? at : (offsets[entry.sameAs] ?? 0);
    offsets.push(offset);
    const fields = { entry, plain, packed, offset };
    records.push(Buffer.concat([header(fields, CENTRAL), Buffer.from(entry.name)]));
    if (entry.sameAs !== undefined) continue;
    const local = Buffer.concat([header(fields, LOCAL), Buffer.from(entry.localName ?? entry.name), packed]);
    parts.push(local);
    at += local.length;
  }
  return Buffer.concat([...parts, ...records, end(records, at)]);
}

interface Fields {
  readonly entry: TestEntry;
  readonly plain: Buffer;
  readonly packed: Buffer;
  readonly offset: number;
}

function header({ entry, plain, packed, offset }: Fields, signature: number): Buffer {
  const central = signature === CENTRAL;
  const record = Buffer.alloc(central ? 46 : 30);
  record.writeUInt32LE(signature, 0);
  const at = central ? 6 : 4;
  record.writeUInt16LE(entry.flags ?? 0, at + 2);
  record.writeUInt16LE(entry.method ?? (entry.deflate === true ? 8 : 0), at + 4);
  record.writeUInt32LE(entry.claimedCrc ?? crc32(plain), at + 10);
  record.writeUInt32LE(packed.length, at + 14);
  record.writeUInt32LE(entry.claimedSize ?? plain.length, at + 18);
  record.writeUInt16LE(Buffer.byteLength((central ? undefined : entry.localName) ?? entry.name), at + 22);
  if (central) record.writeUInt32LE(offset, 42);
  return record;
}

function end(records: readonly Buffer[], offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(records.length, 8);
  record.writeUInt16LE(records.length, 10);
  record.writeUInt32LE(
    records.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  record.writeUInt32LE(offset, 16);
  return record;
}
