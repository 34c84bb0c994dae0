import { toResponse } from './response.js';

/** Magnitude that counts as a full edge: Taskonomy's clip. */
const FULL = 0.08;

/**
 * Edge strength of a blurred grey picture [height, width]: the length of its Sobel gradient (per pixel of distance),
 * Canny's first half without non-maximum suppression, as bytes: 255 * min(g / 0.08, 1). Borders are repeated.
 */
export function edgeMap(image: Float32Array, height: number, width: number): Uint8Array {
  const strength = new Float32Array(image.length);
  for (let y = 0, p = 0; y < height; y++) {
    const up = (y > 0 ? y - 1 : 0) * width;
    const mid = y * width;
    const down = (y + 1 < height ? y + 1 : y) * width;
    for (let x = 0; x < width; x++, p++) {
      const left = x > 0 ? x - 1 : 0;
      const right = x + 1 < width ? x + 1 : x;
      const nw = image[up + left] as number;
      const ne = image[up + right] as number;
      const sw = image[down + left] as number;
      const se = image[down + right] as number;
      const gx = ne - nw + 2 * ((image[mid + right] as number) - (image[mid + left] as number)) + se - sw;
      const gy = sw - nw + 2 * ((image[down + x] as number) - (image[up + x] as number)) + se - ne;
      strength[p] = Math.sqrt(gx * gx + gy * gy) / 8;
    }
  }
  return toResponse(strength, FULL);
}
