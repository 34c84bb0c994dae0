import { nearestIndex } from '../losses/nearest.js';

/**
 * Which pixel of a prediction [height, width] each pixel of the image shows, row-major, under nearest resizing
 * (reference section 5): predictions go to the labels' size, labels stay as they are.
 */
export function predictionPixels(
  height: number,
  width: number,
  imageHeight: number,
  imageWidth: number,
): Int32Array {
  const rows = nearestIndex(height, imageHeight);
  const columns = nearestIndex(width, imageWidth);
  const pixels = new Int32Array(imageHeight * imageWidth);
  let at = 0;
  for (const row of rows) for (const column of columns) pixels[at++] = row * width + column;
  return pixels;
}
