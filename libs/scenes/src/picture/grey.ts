/** Brightness in [0, 1] of R, G, B bytes [height, width, 3], by ITU-R BT.601 as OpenCV's grey. */
export function grey(rgb: Uint8Array): Float32Array {
  const out = new Float32Array(rgb.length / 3);
  for (let p = 0, i = 0; p < out.length; p++, i += 3)
    out[p] =
      (0.299 * (rgb[i] as number) + 0.587 * (rgb[i + 1] as number) + 0.114 * (rgb[i + 2] as number)) / 255;
  return out;
}

/** The picture blurred by the binomial kernel 1 4 6 4 1 in both directions (sigma 1), borders repeated. */
export function blurred(image: Float32Array, height: number, width: number): Float32Array {
  const rows = alongRows(image, height, width);
  return alongColumns(rows, height, width);
}

function alongRows(image: Float32Array, height: number, width: number): Float32Array {
  const out = new Float32Array(image.length);
  const last = width - 1;
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const at = (column: number): number =>
      image[start + (column < 0 ? 0 : column > last ? last : column)] as number;
    for (let x = 0; x < width; x++)
      out[start + x] = (at(x - 2) + at(x + 2) + 4 * (at(x - 1) + at(x + 1)) + 6 * at(x)) / 16;
  }
  return out;
}

function alongColumns(image: Float32Array, height: number, width: number): Float32Array {
  const out = new Float32Array(image.length);
  const last = height - 1;
  for (let y = 0; y < height; y++) {
    const line = (row: number): number => (row < 0 ? 0 : row > last ? last : row) * width;
    const [a, b, c, d, e] = [line(y - 2), line(y - 1), line(y), line(y + 1), line(y + 2)];
    for (let x = 0; x < width; x++)
      out[c + x] =
        ((image[a + x] as number) +
          (image[e + x] as number) +
          4 * ((image[b + x] as number) + (image[d + x] as number)) +
          6 * (image[c + x] as number)) /
        16;
  }
  return out;
}
