import { InvalidDataError } from '@metasparse/contracts';
import { type Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import { resizeNearest } from '../augment/resize-nearest.js';
import { shrinkArea } from '../augment/shrink-area.js';
import type { SampleRecord } from '../layout/record.js';
import { TRAIN_ID_OF_ID, VOID } from '../layout/train-ids.js';
import type { ByteSource } from '../source/byte-source.js';
import { checkClasses, checkSameSize } from './check-map.js';
import { readColour, readGrey, readGrey16, type GreyMap } from './read-map.js';

/** `published` shrinks frames to 256 rows, as the published npy files are; `native` keeps them. */
export type OfficialResolution = 'published' | 'native';

const PUBLISHED_HEIGHT = 256;

/**
 * One sample of the official files: B, G, R in 0..255 (mean over areas when shrunk), trainIds with -1 ignored,
 * depth = raw 16-bit disparity / 65535 with 0 where there is none, which is the scale of the npy layout. Labels are
 * shrunk to the nearest pixel. Frames of 256 rows or fewer are left as they are.
 */
export async function readCityscapesOfficial(
  source: ByteSource,
  { id, image, labels }: SampleRecord,
  resolution: OfficialResolution,
): Promise<RawSample> {
  const colour = await readColour(source, image);
  const { height, width } = targetSize(colour.height, colour.width, resolution);
  const maps: Partial<Record<Label, RawMap>> = {};
  if (labels.seg !== undefined) {
    const ids = await readGrey(source, labels.seg);
    checkSameSize(colour, ids);
    const trainIds = labels.seg.endsWith('labelTrainIds.png') ? fromTrainIds(ids) : fromIds(ids);
    maps.seg = { channels: 1, data: resizeNearest(trainIds, ids.height, ids.width, 1, height, width) };
  }
  if (labels.depth !== undefined) {
    const disparity = await readGrey16(source, labels.depth);
    checkSameSize(colour, disparity);
    const shrunk = resizeNearest(
      new Float32Array(disparity.data),
      colour.height,
      colour.width,
      1,
      height,
      width,
    );
    maps.depth = { channels: 1, data: shrunk.map((raw) => raw / 65535) };
  }
  const data = shrinkArea(colour.data, colour.height, colour.width, 3, height, width);
  return { id, height, width, image: data, labels: maps };
}

function targetSize(
  height: number,
  width: number,
  resolution: OfficialResolution,
): { height: number; width: number } {
  if (resolution === 'native' || height <= PUBLISHED_HEIGHT) return { height, width };
  return { height: PUBLISHED_HEIGHT, width: Math.max(1, Math.round((width * PUBLISHED_HEIGHT) / height)) };
}

/** trainIds from official ids 0..33; 255 (a licence plate, id -1) is void. */
function fromIds(ids: GreyMap): Int16Array {
  const out = new Int16Array(ids.data.length);
  for (let i = 0; i < out.length; i++) {
    const id = ids.data[i] as number;
    const trainId = id === 255 ? VOID : TRAIN_ID_OF_ID[id];
    if (trainId === undefined) throw unknownId(ids, id, i);
    out[i] = trainId;
  }
  return out;
}

function unknownId(ids: GreyMap, id: number, i: number): InvalidDataError {
  const at = `row ${String(Math.floor(i / ids.width))}, column ${String(i % ids.width)}`;
  return new InvalidDataError(
    `${ids.file} has the id ${String(id)} at ${at}; Cityscapes' ids go from 0 to 33.`,
    {
      file: ids.file,
      field: 'seg',
      value: id,
      bound: '0..33',
    },
  );
}

function fromTrainIds(ids: GreyMap): Int16Array {
  const out = Int16Array.from(ids.data, (value) => (value === 255 ? VOID : value));
  checkClasses({ ...ids, data: out }, 19, VOID);
  return out;
}
