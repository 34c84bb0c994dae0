import { sameKind, type Numbers } from './resize-nearest.js';

/** Where a square crop lies over an image that is padded, centred, to at least the crop's size. */
export interface Window {
  readonly crop: number;
  readonly flip: boolean;
  /** In the padded image. */
  readonly startRow: number;
  readonly startColumn: number;
}

/**
 * Mirrors, pads centred (offset floor((padded - size) / 2)) and crops in one copy; pixels outside the image get
 * `padding`. [height, width, channels] to [crop, crop, channels].
 */
export function cropWindow<T extends Numbers>(
  from: T,
  height: number,
  width: number,
  channels: number,
  window: Window,
  padding: number,
): T;
export function cropWindow(
  from: Numbers,
  height: number,
  width: number,
  channels: number,
  { crop, flip, startRow, startColumn }: Window,
  padding: number,
): Numbers {
  const to = sameKind(from, crop * crop * channels).fill(padding);
  const top = startRow - centredOffset(height, crop);
  const left = startColumn - centredOffset(width, crop);
  for (let y = Math.max(0, -top); y < crop && y + top < height; y++) {
    for (let x = Math.max(0, -left); x < crop && x + left < width; x++) {
      const column = flip ? width - 1 - (x + left) : x + left;
      const source = ((y + top) * width + column) * channels;
      const target = (y * crop + x) * channels;
      for (let c = 0; c < channels; c++) to[target + c] = from[source + c] as number;
    }
  }
  return to;
}

function centredOffset(length: number, crop: number): number {
  return Math.floor(Math.max(crop - length, 0) / 2);
}
