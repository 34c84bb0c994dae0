import type { ByteSource } from '../byte-source.js';
import { PICKLE_LIMITS } from '../pickle/pickle-machine.js';
import { readPickleBytes } from '../pickle/read-pickle.js';
import type { PickleValue } from '../pickle/values.js';
import { broken, shownName } from '../refusal.js';
import { ZipArchive } from '../zip/zip-archive.js';
import { TORCH_TYPES } from './element-types.js';
import { StorageTable, type StorageClaim } from './storage-table.js';
import type { StorageBytes } from './storage.js';
import { swapBytes } from './swap-bytes.js';

const SMALL = 1024;

/** torch's zip format: ROOT/data.pkl, ROOT/data/KEY for each storage, ROOT/byteorder. */
export function readZipFormat(source: ByteSource): PickleValue {
  const archive = ZipArchive.open(source);
  const root = findRoot(source.name, archive);
  const bigEndian = isBigEndian(source.name, archive, root);
  const table = new StorageTable(source.name, (claim) =>
    entryBytes(source.name, archive, root, claim, bigEndian),
  );
  const pickle = archive.read(`${root}data.pkl`, PICKLE_LIMITS.bytes);
  return readPickleBytes(source.name, pickle, table);
}

/** The folder of data.pkl, with its slash. */
function findRoot(file: string, archive: ZipArchive): string {
  const roots = archive.names.filter((name) => /^[^/]+\/data\.pkl$/.test(name));
  const [pickle] = roots;
  if (pickle === undefined || roots.length > 1)
    throw broken(
      file,
      `is a zip archive with ${roots.length} files NAME/data.pkl; a checkpoint of torch.save has exactly one`,
    );
  const root = pickle.slice(0, -'data.pkl'.length);
  if (archive.names.some((name) => name.startsWith(`${root}code/`)) || archive.entry(`${root}constants.pkl`))
    throw broken(file, 'refused: it is a TorchScript program, not a checkpoint', {
      hint: 'save its state_dict instead',
    });
  return root;
}

function isBigEndian(file: string, archive: ZipArchive, root: string): boolean {
  const name = `${root}byteorder`;
  if (archive.entry(name) === undefined) return false;
  const order = Buffer.from(archive.read(name, SMALL)).toString('latin1').trim();
  if (order !== 'little' && order !== 'big')
    throw broken(file, `has the unknown byte order ${shownName(order)}`);
  return order === 'big';
}

function entryBytes(
  file: string,
  archive: ZipArchive,
  root: string,
  claim: StorageClaim,
  bigEndian: boolean,
): StorageBytes {
  const name = `${root}data/${claim.key}`;
  const width = TORCH_TYPES[claim.type].bytes;
  const entry = archive.entry(name);
  if (entry === undefined) throw broken(file, `has no entry ${shownName(name)}, which its pickle names`);
  if (entry.size !== claim.length * width)
    throw broken(
      file,
      `has ${entry.size} bytes in ${shownName(name)}, its pickle says ${claim.length} elements of ${width} bytes`,
    );
  return {
    read(offset, length) {
      const bytes = archive.readRange(name, offset, length);
      return bigEndian ? swapBytes(bytes, width) : bytes;
    },
  };
}
