import { openByteSource, type ByteSource } from '../byte-source.js';
import { broken } from '../refusal.js';
import { readLegacyFormat } from './legacy-format.js';
import type { TorchFile } from './torch-file.js';
import { readZipFormat } from './zip-format.js';

const ZIP_START = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);
/** First bytes of a pickle: PROTO, and GLOBAL or MARK of protocol 0, which no writer of torch's begins with. */
const PICKLE_STARTS = [0x80, 0x63, 0x28];
const TAR_NAME_AT = 257;

/**
 * Opens a checkpoint of torch.save, in the zip or the legacy format, without Python and without running anything of
 * it. Throws NotFoundError, or InvalidDataError for a file that is damaged or would run code. Tensors are read from
 * the open file when asked for; close it when done.
 */
export function openTorchFile(path: string): TorchFile {
  const source = openByteSource(path);
  try {
    return readTorchFile(source);
  } catch (error) {
    source.close();
    throw error;
  }
}

/** `openTorchFile` over bytes of any origin; the source is closed with the result. */
export function readTorchFile(source: ByteSource): TorchFile {
  const start = source.read(0, Math.min(source.size, TAR_NAME_AT + 5));
  const close = (): void => {
    source.close();
  };
  if (beginsWith(start, ZIP_START))
    return { file: source.name, format: 'zip', value: readZipFormat(source), close };
  if (PICKLE_STARTS.includes(start[0] ?? 0))
    return { file: source.name, format: 'legacy', value: readLegacyFormat(source), close };
  throw broken(source.name, `is not a checkpoint of torch.save: ${guess(start)}`, {
    hint: 'save it again with torch.save(net.state_dict(), FILE)',
  });
}

function beginsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function guess(start: Uint8Array): string {
  if (start.length === 0) return 'it is empty';
  if (Buffer.from(start.subarray(TAR_NAME_AT)).toString('latin1') === 'ustar')
    return 'it is a tar archive, as torch before 0.2 wrote';
  return 'it begins neither as a zip archive nor with the magic number of the legacy format';
}
