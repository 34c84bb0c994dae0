import type { Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import type { SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkSameSize } from './check-map.js';
import { fileName, readGrey, type GreyMap } from './read-map.js';
import { readNyuv2 } from './read-nyuv2.js';

/**
 * One procedural scene: NYUv2's labels as in NYUv2, and edge and keypoint as v / top * 2 - 1 in [-1, 1], top = 255 or
 * 65535 by the bits of the PNG.
 */
export async function readScenes(source: ByteSource, record: SampleRecord): Promise<RawSample> {
  const sample = await readNyuv2(source, record);
  const maps: Partial<Record<Label, RawMap>> = { ...sample.labels };
  for (const label of ['edge', 'keypoint'] as const) {
    const path = record.labels[label];
    if (path === undefined) continue;
    const map = await readGrey(source, path);
    const { height, width } = sample;
    checkSameSize({ file: fileName(source, record.image), height, width }, map);
    maps[label] = response(map);
  }
  return { ...sample, labels: maps };
}

function response({ data }: GreyMap): RawMap {
  const top = data instanceof Uint16Array ? 65_535 : 255;
  return { channels: 1, data: Float32Array.from(data, (value) => (value / top) * 2 - 1) };
}
