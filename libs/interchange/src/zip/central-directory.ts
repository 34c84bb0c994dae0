import type { ByteSource } from '../byte-source.js';
import { broken, shownName } from '../refusal.js';
import { safeUint64, viewOf, type DirectoryPlace } from './end-record.js';
import { RECORD_BYTES, SIGNATURE, UINT32_FULL, ZIP64_EXTRA, type ZipEntry } from './zip-entry.js';

/** Bounds of an archive that is worth reading. */
export interface ZipLimits {
  readonly entries: number;
  readonly directoryBytes: number;
  /** Content of all entries together, bytes. */
  readonly contentBytes: number;
  /** Content of one deflated entry, which has to fit into memory, bytes. */
  readonly deflatedBytes: number;
  /** Content over compressed bytes, of an entry of more than `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 65_535,
  directoryBytes: 16 * 2 ** 20,
  contentBytes: 64 * 2 ** 30,
  deflatedBytes: 2 * 2 ** 30,
  ratio: 200,
  ratioFrom: 2 ** 20,
};

const ENCRYPTED = 1;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** All entries; refuses names that climb out, duplicates, encryption, unknown compression and bombs. */
export function readDirectory(source: ByteSource, place: DirectoryPlace, limits: ZipLimits): ZipEntry[] {
  if (place.entries > limits.entries || place.bytes > limits.directoryBytes)
    throw broken(
      source.name,
      `has ${place.entries} entries in a directory of ${place.bytes} bytes, at most ${limits.entries} in ${limits.directoryBytes} are read`,
    );
  const directory = viewOf(source.read(place.offset, place.bytes));
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  let content = 0;
  for (let i = 0; i < place.entries; i++) {
    const { entry, next } = readEntry(source.name, directory, at);
    if (names.has(entry.name)) throw broken(source.name, `has two entries ${shownName(entry.name)}`);
    names.add(entry.name);
    content += entry.size;
    checkBomb(source.name, entry, content, limits);
    entries.push(entry);
    at = next;
  }
  return entries;
}

function readEntry(file: string, view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (at + RECORD_BYTES.central > view.byteLength || view.getUint32(at, true) !== SIGNATURE.central)
    throw broken(file, `has a damaged directory at its byte ${at}`);
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const nameAt = at + RECORD_BYTES.central;
  const next = nameAt + nameBytes + extraBytes + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw broken(file, `has a directory entry that ends behind the directory`);
  const name = decodeName(file, new Uint8Array(view.buffer, view.byteOffset + nameAt, nameBytes));
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0)
    throw broken(file, `has the encrypted entry ${shownName(name)}`);
  const sizes = {
    size: view.getUint32(at + 24, true),
    compressed: view.getUint32(at + 20, true),
    headerOffset: view.getUint32(at + 42, true),
  };
  const extra = new DataView(view.buffer, view.byteOffset + nameAt + nameBytes, extraBytes);
  return {
    entry: {
      name,
      method: methodOf(file, name, view.getUint16(at + 10, true)),
      crc32: view.getUint32(at + 16, true),
      ...wideSizes(file, name, sizes, extra),
    },
    next,
  };
}

function decodeName(file: string, bytes: Uint8Array): string {
  let name: string;
  try {
    name = utf8.decode(bytes);
  } catch (cause) {
    throw broken(file, 'has an entry whose name is not UTF-8', { cause });
  }
  const climbs = name.split('/').some((part) => part === '..');
  if (name === '' || name.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(name) || climbs)
    throw broken(file, `refused: the entry name ${shownName(name)} leads out of the archive`);
  return name;
}

function methodOf(file: string, name: string, method: number): 0 | 8 {
  if (method !== 0 && method !== 8)
    throw broken(
      file,
      `has ${shownName(name)} compressed by method ${method}; stored (0) and deflate (8) are read`,
    );
  return method;
}

type Sizes = Pick<ZipEntry, 'size' | 'compressed' | 'headerOffset'>;

/** The zip64 extra field holds, in this order, only those of the three that are full in the fixed part. */
function wideSizes(file: string, name: string, sizes: Sizes, extra: DataView): Sizes {
  const wide = { ...sizes };
  const full = (['size', 'compressed', 'headerOffset'] as const).filter((key) => sizes[key] === UINT32_FULL);
  if (full.length === 0) return wide;
  const field = extraField(extra, ZIP64_EXTRA);
  if (field === undefined || field.byteLength < 8 * full.length)
    throw broken(file, `lacks the 64-bit sizes of ${shownName(name)}`);
  full.forEach((key, i) => {
    wide[key] = safeUint64(file, field, 8 * i);
  });
  return wide;
}

function extraField(extra: DataView, id: number): DataView | undefined {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const bytes = extra.getUint16(at + 2, true);
    if (at + 4 + bytes > extra.byteLength) return undefined;
    if (extra.getUint16(at, true) === id) return new DataView(extra.buffer, extra.byteOffset + at + 4, bytes);
    at += 4 + bytes;
  }
  return undefined;
}

function checkBomb(file: string, entry: ZipEntry, content: number, limits: ZipLimits): void {
  if (entry.method === 0 && entry.size !== entry.compressed)
    throw broken(
      file,
      `stores ${shownName(entry.name)} in ${entry.compressed} bytes but says it has ${entry.size}`,
    );
  if (content > limits.contentBytes)
    throw broken(file, `refused: its entries unpack to more than ${limits.contentBytes} bytes`);
  if (entry.method === 8 && entry.size > limits.deflatedBytes)
    throw broken(
      file,
      `refused: ${shownName(entry.name)} unpacks to ${entry.size} bytes, at most ${limits.deflatedBytes} are read`,
    );
  if (entry.size > limits.ratioFrom && entry.size > limits.ratio * entry.compressed)
    throw broken(
      file,
      `refused: ${shownName(entry.name)} unpacks ${entry.compressed} bytes to ${entry.size}, more than ${limits.ratio} times as many`,
    );
}
