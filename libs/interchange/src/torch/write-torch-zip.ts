import { PickleWriter } from '../pickle/pickle-writer.js';
import { writeZip, type ZipContent } from '../zip/zip-writer.js';
import { TORCH_TYPES, type TorchType } from './element-types.js';

/** A tensor for a state_dict; its elements are asked for when their turn comes. */
export interface TorchEntry {
  readonly name: string;
  readonly type: TorchType;
  readonly shape: readonly number[];
  /** Row-major, little-endian. */
  readonly read: () => Uint8Array;
}

const ROOT = 'archive';
const FORMAT_VERSION = '3\n';

/**
 * Writes an OrderedDict of dense tensors as torch.save does (zip format): torch.load(weights_only=True) takes it.
 * Equal entries give equal bytes.
 */
export async function writeTorchZip(path: string, entries: readonly TorchEntry[]): Promise<void> {
  const text = (name: string, content: string | Uint8Array): ZipContent => {
    const bytes = Buffer.from(content);
    return { name: `${ROOT}/${name}`, size: bytes.length, read: () => bytes };
  };
  await writeZip(path, [
    text('data.pkl', stateDictPickle(entries)),
    text('byteorder', 'little'),
    ...entries.map(({ type, shape, read }, i) => ({
      name: `${ROOT}/data/${i}`,
      size: length(shape) * TORCH_TYPES[type].bytes,
      read,
    })),
    text('version', FORMAT_VERSION),
  ]);
}

function length(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

function stateDictPickle(entries: readonly TorchEntry[]): Uint8Array {
  const pickle = new PickleWriter();
  emptyOrderedDict(pickle).mark();
  entries.forEach((entry, i) => {
    tensor(pickle.text(entry.name), entry, String(i));
  });
  return pickle.setItems().finish();
}

function emptyOrderedDict(pickle: PickleWriter): PickleWriter {
  return pickle.global('collections', 'OrderedDict').emptyTuple().reduce();
}

/** _rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict()) */
function tensor(pickle: PickleWriter, { type, shape }: TorchEntry, key: string): void {
  pickle.global('torch._utils', '_rebuild_tensor_v2').mark();
  pickle.mark().text('storage').global('torch', TORCH_TYPES[type].storage).text(key).text('cpu');
  pickle.integer(length(shape)).tuple().persistentId();
  pickle.integer(0).integers(shape).integers(rowMajorStrides(shape)).false();
  emptyOrderedDict(pickle).tuple().reduce();
}

/** torch counts an empty axis as one element. */
function rowMajorStrides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => length(shape.slice(axis + 1).map((n) => Math.max(n, 1))));
}
