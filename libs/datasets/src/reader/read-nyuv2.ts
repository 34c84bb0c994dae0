import { DATASET_CONFIGS } from '@metasparse/scenenet';
import type { RawSample } from '../augment/raw-sample.js';
import type { SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkClasses, checkDepth } from './check-map.js';
import { readLabelled, type ReadLabel } from './read-labelled.js';
import { readArray, readColour, readGrey } from './read-map.js';

const { classes, segIgnore } = DATASET_CONFIGS.nyuv2;

/** Class numbers 0..39, 255 ignored, from a grey PNG. */
const readClasses: ReadLabel = async (source, path) => {
  const map = await readGrey(source, path);
  checkClasses(map, classes.seg ?? 0, segIgnore);
  return map;
};

/** Metres from an npy array, 0 where there is no depth. */
const readMetres: ReadLabel = async (source, path) => {
  const map = await readArray(source, path, 1);
  checkDepth(map);
  return map;
};

/** How each label of NYUv2 is read; normals are B, G, R bytes, white where there is none. */
export const NYUV2_LABELS = { seg: readClasses, normal: readColour, depth: readMetres } as const;

/** One NYUv2 sample. */
export function readNyuv2(source: ByteSource, record: SampleRecord): Promise<RawSample> {
  return readLabelled(source, record, (label) => NYUV2_LABELS[label as keyof typeof NYUV2_LABELS]);
}
