import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { writeAtomically } from '@metasparse/artifacts';
import { centralRecord, endRecords, localRecord, type WrittenEntry } from './written-records.js';

/** A file to be stored in an archive; its bytes are asked for when their turn comes. */
export interface ZipContent {
  /** Latin letters, digits and `/._-`. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly read: () => Uint8Array;
}

/** Contents begin at multiples of this, as torch.save has it, so that they can be mapped into memory. */
const ALIGNMENT = 64;

/**
 * Writes a zip archive whole or not at all: every entry stored, 64-bit sizes throughout, dates fixed, so that equal
 * contents give equal bytes. One content is in memory at a time. Throws RangeError where one has not the size it said.
 */
export async function writeZip(path: string, contents: readonly ZipContent[]): Promise<void> {
  await writeAtomically(path, async (file) => {
    const written: WrittenEntry[] = [];
    let at = 0;
    for (const content of contents) {
      const entry = await writeContent(file, at, content);
      written.push(entry);
      at = entry.dataOffset + entry.size;
    }
    const records = written.map(centralRecord);
    const directory = Buffer.concat(records);
    await writeAt(file, at, directory);
    await writeAt(file, at + directory.length, endRecords(records.length, at, directory.length));
  });
}

/** The bytes go first: the header in front of them holds their checksum. */
async function writeContent(
  file: FileHandle,
  headerOffset: number,
  content: ZipContent,
): Promise<WrittenEntry> {
  const { name, size } = content;
  const unpadded =
    headerOffset + localRecord({ name, size, crc32: 0, headerOffset, dataOffset: 0 }, 0).length;
  const padding = (ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT;
  const bytes = content.read();
  if (bytes.length !== size) throw new RangeError(`${name} has ${bytes.length} bytes, it said ${size}`);
  const entry = { name, size, crc32: crc32(bytes), headerOffset, dataOffset: unpadded + padding };
  await writeAt(file, entry.dataOffset, bytes);
  await writeAt(file, headerOffset, localRecord(entry, padding));
  return entry;
}

async function writeAt(file: FileHandle, position: number, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length)
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
}
