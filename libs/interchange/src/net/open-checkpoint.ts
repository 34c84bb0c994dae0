import { SafetensorsFile } from '@metasparse/artifacts';
import { bitMask, type BitMask } from '@metasparse/sparsity';
import { broken, shownName } from '../refusal.js';
import { CHECKPOINT_SCHEMA, EXTENSION, MASK_PREFIX, META_PREFIX } from './checkpoint-names.js';
import { elements, type NetMask, type NetState, type NetTensor, type OpenNetState } from './net-state.js';

/** A checkpoint with its extension, still in the open file. */
export interface OpenCheckpoint extends OpenNetState {
  /** For the tensors and metadata of an extension. */
  readonly file: SafetensorsFile;
}

/** Opens what `writeCheckpoint` wrote. Throws NotFoundError, or InvalidDataError for a file of another kind or version. */
export function openCheckpoint(path: string): OpenCheckpoint {
  const file = SafetensorsFile.open(path);
  try {
    return { file, state: stateOf(path, file), notes: [], close: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

function stateOf(path: string, file: SafetensorsFile): NetState {
  const { metadata, tensors: infos } = file.header;
  if (metadata.schema !== CHECKPOINT_SCHEMA)
    throw broken(
      path,
      `has the schema ${shownName(metadata.schema ?? 'none')}, this version reads ${CHECKPOINT_SCHEMA}`,
      { field: 'schema', value: metadata.schema, bound: CHECKPOINT_SCHEMA },
    );
  const tensors = new Map<string, NetTensor>();
  const counts = new Map<string, number>();
  for (const { name, dtype, shape } of infos) {
    if (EXTENSION.test(name)) continue;
    if (dtype === 'F32') tensors.set(name, { shape, read: () => file.float32(name) });
    else if (dtype === 'I64' && shape.length === 0)
      counts.set(name, readCount(path, name, file.bytes(name, 'I64')));
    else throw broken(path, `has ${shownName(name)} of type ${dtype}, expected F32`, { field: name });
  }
  return { tensors, counts, masks: readMasks(path, file), meta: readMeta(metadata) };
}

function readCount(path: string, name: string, bytes: Uint8Array): number {
  const count = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
  if (!Number.isSafeInteger(count) || count < 0)
    throw broken(path, `has the count ${count} in ${shownName(name)}`);
  return count;
}

function readMasks(path: string, file: SafetensorsFile): Map<string, NetMask> {
  const shapes = maskShapes(path, file.header.metadata.masks ?? '{}');
  const stored = file.header.tensors.filter(({ name }) => name.startsWith(MASK_PREFIX));
  const names = new Set(stored.map(({ name }) => name.slice(MASK_PREFIX.length)));
  const odd =
    [...names].find((name) => !shapes.has(name)) ?? [...shapes.keys()].find((name) => !names.has(name));
  if (odd !== undefined)
    throw broken(path, `has only one of shape and bits for the mask of ${shownName(odd)}`);
  return new Map(
    [...shapes].map(([name, shape]) => [
      name,
      { shape, read: () => readMask(path, file, name, elements(shape)) },
    ]),
  );
}

function readMask(path: string, file: SafetensorsFile, name: string, length: number): BitMask {
  try {
    return bitMask(length, file.bytes(MASK_PREFIX + name, 'U8'));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw broken(path, `has a damaged mask of ${shownName(name)}: ${cause.message}`, { field: name, cause });
  }
}

function maskShapes(path: string, json: string): Map<string, number[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw broken(path, 'has metadata "masks" that is not JSON', { field: 'masks', cause });
  }
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return new Map(
    entries.map(([name, shape]: [string, unknown]) => {
      if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && (n as number) >= 0))
        throw broken(path, `has no shape for the mask of ${shownName(name)} in its metadata`, {
          field: 'masks',
        });
      return [name, shape as number[]];
    }),
  );
}

function readMeta(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata)
      .filter(([key]) => key.startsWith(META_PREFIX))
      .map(([key, value]) => [key.slice(META_PREFIX.length), value]),
  );
}
