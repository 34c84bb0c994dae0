import { DATASET_CONFIGS, type Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import type { SampleRecord } from '../layout/record.js';
import { VOID } from '../layout/train-ids.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkClasses, checkDepth, checkSameSize, checkUnitColours } from './check-map.js';
import { readArray, type ArrayMap } from './read-map.js';

const { classes } = DATASET_CONFIGS.cityscapes;

/**
 * One sample of the npy layout: image RGB 0..1 turned to B, G, R in 0..255 (float32 product), label_19 with -1
 * ignored, depth = disparity with 0 where there is none. Integer images are taken as 0..255 already; in unsigned
 * labels 255 stands for -1.
 */
export async function readCityscapes(
  source: ByteSource,
  { id, image, labels }: SampleRecord,
): Promise<RawSample> {
  const colour = await readArray(source, image, 3);
  const maps: Partial<Record<Label, RawMap>> = {};
  if (labels.seg !== undefined) {
    const seg = withSignedVoid(await readArray(source, labels.seg, 1));
    checkSameSize(colour, seg);
    checkClasses(seg, classes.seg ?? 0, VOID);
    maps.seg = { channels: 1, data: new Int16Array(seg.data) };
  }
  if (labels.depth !== undefined) {
    const depth = await readArray(source, labels.depth, 1);
    checkSameSize(colour, depth);
    checkDepth(depth);
    maps.depth = depth;
  }
  return { id, height: colour.height, width: colour.width, image: bytesRange(colour), labels: maps };
}

function withSignedVoid(seg: ArrayMap): ArrayMap {
  if (seg.dtype !== 'uint8') return seg;
  return { ...seg, data: seg.data.map((value) => (value === 255 ? VOID : value)) };
}

/** B, G, R in 0..255 from R, G, B. */
function bytesRange(map: ArrayMap): Float32Array {
  const scale = map.dtype === 'uint8' ? 1 : 255;
  if (scale === 255) checkUnitColours(map);
  const bgr = new Float32Array(map.data.length);
  for (let i = 0; i < bgr.length; i += 3) {
    for (let c = 0; c < 3; c++) bgr[i + c] = (map.data[i + 2 - c] as number) * scale;
  }
  return bgr;
}
