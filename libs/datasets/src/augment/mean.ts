/** Published mean of the three colours, order B, G, R, of the 0..255 range. */
export const MEAN_BGR = [104.00698793, 116.66876762, 122.67891434] as const;

/** The image minus the mean, in float32: `float32(pixel) - float32(mean)`. */
export function subtractMean(image: Uint8Array | Float32Array): Float32Array {
  const mean = Float32Array.from(MEAN_BGR);
  const out = new Float32Array(image.length);
  for (let i = 0; i < out.length; i += 3) {
    for (let c = 0; c < 3; c++) out[i + c] = (image[i + c] as number) - (mean[c] as number);
  }
  return out;
}
