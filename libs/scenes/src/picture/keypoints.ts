import { toResponse } from './response.js';

/** Response that counts as a full keypoint: about one pixel of a hundred reaches it. */
const FULL = 0.001;

/**
 * How much each pixel of a grey picture [height, width] is a blob or corner: SURF's determinant of the Hessian from
 * box filters of size 9, Dxx Dyy - (0.9 Dxy)^2, each divided by the filter's area, positive part, as bytes
 * 255 * min(r / 0.001, 1). Borders are repeated. (Bay et al., SURF: Speeded Up Robust Features, 2006.)
 */
export function keypointMap(image: Float32Array, height: number, width: number): Uint8Array {
  const table = integral(image, height, width);
  const stride = width + 2 * PAD + 1;
  const box = (y: number, x: number, h: number, w: number): number => {
    const top = (y + PAD) * stride + x + PAD;
    const bottom = top + h * stride;
    return (
      (table[bottom + w] as number) -
      (table[bottom] as number) -
      (table[top + w] as number) +
      (table[top] as number)
    );
  };
  const response = new Float32Array(image.length);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p++) {
      const dyy = box(y - 4, x - 2, 9, 5) - 3 * box(y - 1, x - 2, 3, 5);
      const dxx = box(y - 2, x - 4, 5, 9) - 3 * box(y - 2, x - 1, 5, 3);
      const dxy =
        box(y - 3, x - 3, 3, 3) + box(y + 1, x + 1, 3, 3) - box(y - 3, x + 1, 3, 3) - box(y + 1, x - 3, 3, 3);
      const cross = (0.9 * dxy) / 81;
      response[p] = (dxx / 81) * (dyy / 81) - cross * cross;
    }
  return toResponse(response, FULL);
}

const PAD = 5;

/** Sums over all pixels above and to the left, of the picture with its borders repeated `PAD` times. */
function integral(image: Float32Array, height: number, width: number): Float64Array {
  const columns = width + 2 * PAD;
  const rows = height + 2 * PAD;
  const table = new Float64Array((rows + 1) * (columns + 1));
  for (let y = 0; y < rows; y++) {
    const source = Math.min(Math.max(y - PAD, 0), height - 1) * width;
    let line = 0;
    for (let x = 0; x < columns; x++) {
      line += image[source + Math.min(Math.max(x - PAD, 0), width - 1)] as number;
      table[(y + 1) * (columns + 1) + x + 1] = (table[y * (columns + 1) + x + 1] as number) + line;
    }
  }
  return table;
}
