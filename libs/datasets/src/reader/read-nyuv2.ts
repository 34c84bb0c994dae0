import { DATASET_CONFIGS, type Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import type { SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkClasses, checkDepth, checkSameSize } from './check-map.js';
import { readArray, readColour, readGrey } from './read-map.js';

const { classes, segIgnore } = DATASET_CONFIGS.nyuv2;

/**
 * One NYUv2 sample: image and normals as B, G, R bytes, class numbers 0..39 with 255 ignored, depth in metres with 0
 * where there is none.
 */
export async function readNyuv2(source: ByteSource, { id, image, labels }: SampleRecord): Promise<RawSample> {
  const colour = await readColour(source, image);
  const maps: Partial<Record<Label, RawMap>> = {};
  if (labels.seg !== undefined) {
    const seg = await readGrey(source, labels.seg);
    checkSameSize(colour, seg);
    checkClasses(seg, classes.seg ?? 0, segIgnore);
    maps.seg = seg;
  }
  if (labels.normal !== undefined) {
    const normal = await readColour(source, labels.normal);
    checkSameSize(colour, normal);
    maps.normal = normal;
  }
  if (labels.depth !== undefined) {
    const depth = await readArray(source, labels.depth, 1);
    checkSameSize(colour, depth);
    checkDepth(depth);
    maps.depth = depth;
  }
  return { id, height: colour.height, width: colour.width, image: colour.data, labels: maps };
}
