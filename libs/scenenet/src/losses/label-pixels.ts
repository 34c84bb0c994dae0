import type { Batch } from '../config/sample.js';
import { LABEL_CHANNELS, type Label } from '../config/tasks.js';
import { nearestIndex } from './nearest.js';

/**
 * A label of a batch at the resolution of a prediction, [batch, height, width, channels]; a sample without the label
 * is filled with `missing`.
 */
export function labelPixels(
  batch: Batch,
  label: Label,
  height: number,
  width: number,
  missing: number,
): Float32Array {
  const channels = LABEL_CHANNELS[label];
  const rows = nearestIndex(batch.height, height);
  const columns = nearestIndex(batch.width, width);
  const pixels = new Float32Array(batch.samples.length * height * width * channels);
  let at = 0;
  for (const sample of batch.samples) {
    const map = sample.labels[label];
    if (map === undefined) pixels.fill(missing, at, at + height * width * channels);
    else gather(map, batch.width, rows, columns, channels, pixels, at);
    at += height * width * channels;
  }
  return pixels;
}

function gather(
  map: Float32Array,
  mapWidth: number,
  rows: Int32Array,
  columns: Int32Array,
  channels: number,
  pixels: Float32Array,
  start: number,
): void {
  let at = start;
  for (const row of rows)
    for (const column of columns) {
      const from = (row * mapWidth + column) * channels;
      for (let c = 0; c < channels; c++) pixels[at++] = map[from + c] as number;
    }
}
