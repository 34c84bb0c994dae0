import { writeSafetensors, type TensorData, type TensorSource } from '@metasparse/artifacts';
import { byteCount } from '@metasparse/sparsity';
import { BIT_ORDER, CHECKPOINT_SCHEMA, EXTENSION, MASK_PREFIX, META_PREFIX } from './checkpoint-names.js';
import { elements, type NetState } from './net-state.js';

/** A tensor beside the net's own, e.g. `optimiser/m/backbone.conv1.weight`. */
export interface ExtensionTensor extends TensorSource {
  readonly read: () => TensorData;
}

/** What a training run stores beside the net. */
export interface Extension {
  readonly tensors?: readonly ExtensionTensor[];
  /** Text under keys of its own; `schema`, `masks`, `bit_order` and `meta.*` are taken. */
  readonly metadata?: Readonly<Record<string, string>>;
}

interface Stored extends TensorSource {
  readonly read: () => TensorData;
}

/**
 * Writes a net as safetensors: values F32 under their own names, counts I64, masks U8, one bit an element, under
 * `mask/NAME`, their shapes as JSON in the metadata. numpy and the safetensors package read all of it. Whole or not
 * at all, one tensor in memory at a time. Throws RangeError for an extension whose names could be the net's.
 */
export async function writeCheckpoint(
  path: string,
  state: NetState,
  extension: Extension = {},
): Promise<void> {
  const extra = extension.tensors ?? [];
  const odd = extra.find(({ name }) => !EXTENSION.test(name) || name.startsWith(MASK_PREFIX));
  if (odd !== undefined)
    throw new RangeError(
      `the extension tensor ${odd.name} has to be named PART/..., with another part than mask`,
    );
  const stored = [...valueTensors(state), ...countTensors(state), ...maskTensors(state), ...extra];
  await writeSafetensors(path, stored, { ...extension.metadata, ...metadataOf(state) }, contents(stored));
}

function* contents(stored: readonly Stored[]): Generator<TensorData> {
  for (const { read } of stored) yield read();
}

function valueTensors({ tensors }: NetState): Stored[] {
  return [...tensors].map(([name, { shape, read }]) => ({ name, dtype: 'F32', shape, read }));
}

function countTensors({ counts }: NetState): Stored[] {
  return [...counts].map(([name, count]) => ({
    name,
    dtype: 'I64',
    shape: [],
    read: () => new Uint8Array(BigInt64Array.of(BigInt(count)).buffer),
  }));
}

function maskTensors({ masks }: NetState): Stored[] {
  return [...masks].map(([name, { shape, read }]) => ({
    name: MASK_PREFIX + name,
    dtype: 'U8',
    shape: [byteCount(elements(shape))],
    read: () => read().bytes,
  }));
}

function metadataOf({ masks, meta }: NetState): Record<string, string> {
  const shapes = Object.fromEntries([...masks].map(([name, { shape }]) => [name, shape]));
  return {
    schema: CHECKPOINT_SCHEMA,
    ...(masks.size === 0 ? {} : { bit_order: BIT_ORDER, masks: JSON.stringify(shapes) }),
    ...Object.fromEntries(Object.entries(meta).map(([key, value]) => [META_PREFIX + key, value])),
  };
}
