import type { Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import type { LabelFile, SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkSameSize, type FileMap } from './check-map.js';
import { readColour } from './read-map.js';

/** Reads and checks one label's file. @throws DomainError naming the file that is at fault. */
export type ReadLabel = (source: ByteSource, path: string) => Promise<FileMap & RawMap>;

/** One sample: its image as B, G, R bytes, and each label as `readerOf` says, of the image's size. */
export async function readLabelled(
  source: ByteSource,
  { id, image, labels }: SampleRecord,
  readerOf: (label: LabelFile) => ReadLabel,
): Promise<RawSample> {
  const { height, width, data, ...colour } = await readColour(source, image);
  const maps: Partial<Record<Label, RawMap>> = {};
  for (const [name, path] of Object.entries(labels)) {
    const label = name as LabelFile;
    const map = await readerOf(label)(source, path);
    checkSameSize({ ...colour, height, width }, map);
    maps[label] = map;
  }
  return { id, height, width, image: data, labels: maps };
}
