import { DATASET_CONFIGS, type Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import { resizeNearest } from '../augment/resize-nearest.js';
import type { SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkClasses, checkSameSize } from './check-map.js';
import { logDepthTable } from './log-depth.js';
import { readColour, readGrey, readGrey16, type ByteMap, type GreyMap } from './read-map.js';

/** Everything is brought to this size first, by the nearest pixel, the image too (reference §7). */
const SIDE = 256;
/** Raw depth from here on is a hole. */
const DEPTH_HOLE = 64_500;
const { classes } = DATASET_CONFIGS.taskonomy;

/**
 * One Tiny-Taskonomy sample, 256 x 256: labels 0 and 1 become class 0, k becomes k - 1; normals R, G, B as
 * v / 255 * 2 - 1; depth ln(1 + d) / ln(65536) with depth_mask = d < 64500; keypoint and edge as
 * clip(v / 65536, 0, c) / c * 2 - 1 with c = 0.005 and 0.08.
 */
export async function readTaskonomy(
  source: ByteSource,
  { id, image, labels }: SampleRecord,
): Promise<RawSample> {
  const colour = await readColour(source, image);
  const maps: Partial<Record<Label, RawMap>> = {};
  if (labels.seg !== undefined) {
    const seg = await readGrey(source, labels.seg);
    checkSameSize(colour, seg);
    checkClasses(seg, (classes.seg ?? 0) + 1, -1);
    maps.seg = map(squared(seg), (k) => Math.max(k - 1, 0));
  }
  if (labels.normal !== undefined) {
    const normal = await readColour(source, labels.normal);
    checkSameSize(colour, normal);
    maps.normal = { channels: 3, data: decodeNormals(squared(normal)) };
  }
  if (labels.depth !== undefined) {
    const depth = squared(await sixteen(source, labels.depth, colour));
    const logDepth = logDepthTable();
    maps.depth = map(depth, (d) => logDepth[d] as number);
    maps.depth_mask = map(depth, (d) => (d < DEPTH_HOLE ? 1 : 0));
  }
  for (const [label, clip] of [
    ['keypoint', 0.005],
    ['edge', 0.08],
  ] as const) {
    const path = labels[label];
    if (path === undefined) continue;
    const response = squared(await sixteen(source, path, colour));
    maps[label] = map(response, (v) => (Math.min(v / 65_536, clip) / clip) * 2 - 1);
  }
  return { id, height: SIDE, width: SIDE, image: new Float32Array(squared(colour)), labels: maps };
}

async function sixteen(source: ByteSource, path: string, image: ByteMap): Promise<GreyMap> {
  const grey = await readGrey16(source, path);
  checkSameSize(image, grey);
  return grey;
}

function squared(from: ByteMap | GreyMap): Uint8Array | Uint16Array {
  return resizeNearest(from.data, from.height, from.width, from.channels, SIDE, SIDE);
}

function map(data: Uint8Array | Uint16Array, value: (raw: number) => number): RawMap {
  return { channels: 1, data: Float32Array.from(data, value) };
}

/** R, G, B in [-1, 1] from B, G, R bytes, in float32 steps: x is channel 0. */
function decodeNormals(bgr: Uint8Array | Uint16Array): Float32Array {
  const rgb = new Float32Array(bgr.length);
  for (let i = 0; i < rgb.length; i += 3) {
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.fround((bgr[i + 2 - c] as number) / 255) * 2 - 1;
  }
  return rgb;
}
