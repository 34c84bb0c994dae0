import { InvalidArgumentError } from '@metasparse/contracts';
import { DATASET_CONFIGS, type Compat, type Dataset, type Label, type Sample } from '@metasparse/scenenet';
import { cropWindow } from './crop.js';
import { scaledLength, type Draws } from './draws.js';
import { finishLabel } from './labels.js';
import { subtractMean } from './mean.js';
import type { RawMap, RawSample } from './raw-sample.js';
import { resizeLinearBytes } from './resize-linear-bytes.js';
import { resizeLinearFloats } from './resize-linear-floats.js';
import { resizeNearest } from './resize-nearest.js';

/** What augmentation needs to know besides the draws. */
export interface AugmentConfig {
  readonly dataset: Dataset;
  /** Side of the square crop, pixels. */
  readonly crop: number;
}

const MAX_CROP = 4096;

/**
 * The original's training augmentation, a pure function of the decoded sample and the draws: resize by `scale`
 * (bilinear for the image, nearest for labels), mirror, pad centred, crop, subtract the mean (reference §7). Depth is
 * not divided by the scale. Padding is minus the mean in the image and the dataset's padding value in labels.
 * @throws RangeError when a start lies outside [0, padded - crop].
 */
export function augment(raw: RawSample, draws: Draws, config: AugmentConfig, compat: Compat): Sample {
  const { crop, dataset } = config;
  const height = scaledLength(raw.height, draws.scale);
  const width = scaledLength(raw.width, draws.scale);
  checkStart('startRow', draws.startRow, Math.max(height, crop) - crop);
  checkStart('startColumn', draws.startColumn, Math.max(width, crop) - crop);
  const window = { ...draws, crop };
  const image =
    raw.image instanceof Uint8Array
      ? cropWindow(
          resizeLinearBytes(raw.image, raw.height, raw.width, 3, height, width),
          height,
          width,
          3,
          window,
          0,
        )
      : cropWindow(
          resizeLinearFloats(raw.image, raw.height, raw.width, 3, height, width),
          height,
          width,
          3,
          window,
          0,
        );
  const labels = mapLabels(raw, (label, map) => {
    const resized = resizeNearest(map.data, raw.height, raw.width, map.channels, height, width);
    const padding = DATASET_CONFIGS[dataset].padding[label] ?? 0;
    const cropped = cropWindow(resized, height, width, map.channels, window, padding);
    return finishLabel(label, new Float32Array(cropped), { dataset, compat, flip: draws.flip, whole: false });
  });
  return { id: raw.id, height: crop, width: crop, image: subtractMean(image), labels };
}

/** The whole image without augmentation, the original's test mode. */
export function wholeSample(raw: RawSample, dataset: Dataset, compat: Compat): Sample {
  const labels = mapLabels(raw, (label, map) =>
    finishLabel(label, new Float32Array(map.data), { dataset, compat, flip: false, whole: true }),
  );
  return { id: raw.id, height: raw.height, width: raw.width, image: subtractMean(raw.image), labels };
}

/** @throws InvalidArgumentError unless the crop is a whole number of pixels in [1, 4096]. */
export function checkCrop(crop: number): void {
  if (Number.isInteger(crop) && crop >= 1 && crop <= MAX_CROP) return;
  throw new InvalidArgumentError(
    `The crop is ${String(crop)}; it must be a whole number of pixels from 1 to ${String(MAX_CROP)}.`,
    { field: 'crop', value: crop, bound: `1..${String(MAX_CROP)}` },
  );
}

function mapLabels(raw: RawSample, finish: (label: Label, map: RawMap) => Float32Array): Sample['labels'] {
  const labels: Partial<Record<Label, Float32Array>> = {};
  for (const [label, map] of Object.entries(raw.labels) as [Label, RawMap][])
    labels[label] = finish(label, map);
  return labels;
}

function checkStart(name: string, start: number, free: number): void {
  if (Number.isInteger(start) && start >= 0 && start <= free) return;
  throw new RangeError(`${name} is ${String(start)}; it must be a whole number in [0, ${String(free)}]`);
}
