import type { ByteSource } from '../byte-source.js';
import { ByteCursor } from '../pickle/byte-cursor.js';
import { PICKLE_LIMITS, type PickleWorld } from '../pickle/pickle-machine.js';
import { readPickle } from '../pickle/read-pickle.js';
import { kindOf, PickleDict, PickleList, type PickleValue } from '../pickle/values.js';
import { broken, shownName } from '../refusal.js';
import { TORCH_TYPES } from './element-types.js';
import { StorageTable } from './storage-table.js';
import type { TorchStorage } from './storage.js';
import { swapBytes } from './swap-bytes.js';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
const COUNT_BYTES = 8;

const NO_NAMES: PickleWorld = {
  global: () => undefined,
  persistent: () => null,
};

/**
 * torch's format before 1.6: pickles of the magic number, the protocol, the writer's machine, the value and the list
 * of storage keys, then each storage in that order: its element count in 8 bytes, its elements.
 */
export function readLegacyFormat(source: ByteSource): PickleValue {
  const cursor = new ByteCursor(source, 0, PICKLE_LIMITS.bytes);
  if (readPickle(cursor, NO_NAMES) !== MAGIC)
    throw broken(source.name, "does not begin with torch's magic number");
  const protocol = readPickle(cursor, NO_NAMES);
  if (protocol !== PROTOCOL) throw broken(source.name, `has a legacy protocol that is not ${PROTOCOL}`);
  const bigEndian = isBigEndian(source.name, readPickle(cursor, NO_NAMES));
  const starts = new Map<string, number>();
  const table = new StorageTable(source.name, ({ key, type }) => ({
    read(offset, length) {
      const bytes = source.read((starts.get(key) as number) + offset, length);
      return bigEndian ? swapBytes(bytes, TORCH_TYPES[type].bytes) : bytes;
    },
  }));
  const value = readPickle(cursor, table);
  const keys = readPickle(cursor, NO_NAMES);
  placeStorages(source, keys, cursor.position, table.storages, starts);
  return value;
}

function isBigEndian(file: string, machine: PickleValue): boolean {
  const little = machine instanceof PickleDict ? machine.entries.get('little_endian') : undefined;
  if (typeof little !== 'boolean') throw broken(file, 'does not say its byte order');
  return !little;
}

function placeStorages(
  source: ByteSource,
  keys: PickleValue,
  firstByte: number,
  storages: ReadonlyMap<string, TorchStorage>,
  starts: Map<string, number>,
): void {
  let at = firstByte;
  for (const key of keys instanceof PickleList ? keys.items : []) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage === undefined || starts.has(storage.key))
      throw broken(
        source.name,
        `lists ${typeof key === 'string' ? shownName(key) : kindOf(key)} among its storages, which is unknown or there twice`,
      );
    const count = source.read(at, COUNT_BYTES);
    const length = Number(new DataView(count.buffer, count.byteOffset).getBigInt64(0, true));
    if (length !== storage.length)
      throw broken(
        source.name,
        `has ${length} elements in storage ${shownName(storage.key)}, its pickle says ${storage.length}`,
      );
    starts.set(storage.key, at + COUNT_BYTES);
    at += COUNT_BYTES + length * TORCH_TYPES[storage.type].bytes;
    if (at > source.size)
      throw broken(
        source.name,
        `is cut short: storage ${shownName(storage.key)} ends at byte ${at} of ${source.size}`,
      );
  }
  const missing = [...storages.keys()].find((key) => !starts.has(key));
  if (missing !== undefined) throw broken(source.name, `has no bytes for storage ${shownName(missing)}`);
}
