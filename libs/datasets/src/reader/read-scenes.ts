import { LABEL_LIKE } from '@metasparse/scenenet';
import type { RawSample } from '../augment/raw-sample.js';
import type { LabelFile, SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { readLabelled, type ReadLabel } from './read-labelled.js';
import { readGrey, readGrey16 } from './read-map.js';
import { NYUV2_LABELS } from './read-nyuv2.js';

/** v / top * 2 - 1 in [-1, 1] from a grey PNG, top = 255 or 65535 by its bits. */
const readResponse: ReadLabel = async (source, path) => {
  const map = await readGrey(source, path);
  const top = map.data instanceof Uint16Array ? 65_535 : 255;
  return { ...map, data: Float32Array.from(map.data, (value) => (value / top) * 2 - 1) };
};

/** v / 65535 from a grey PNG of 16 bits. */
const readShare: ReadLabel = async (source, path) => {
  const map = await readGrey16(source, path);
  return { ...map, data: Float32Array.from(map.data, (value) => value / 65_535) };
};

/** Labels stored in another way than those they are like. */
const OWN: Readonly<Partial<Record<LabelFile, ReadLabel>>> = { depth_monotone: readShare };
const LIKE = { ...NYUV2_LABELS, keypoint: readResponse, edge: readResponse } as const;

/** One procedural scene: NYUv2's labels as in NYUv2, the others in [-1, 1], the monotone function of depth in [0, 1]. */
export function readScenes(source: ByteSource, record: SampleRecord): Promise<RawSample> {
  return readLabelled(source, record, (label) => OWN[label] ?? LIKE[LABEL_LIKE[label] as keyof typeof LIKE]);
}
