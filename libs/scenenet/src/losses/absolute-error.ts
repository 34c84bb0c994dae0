import type { LossResult } from './loss.js';

/** Mean |prediction - label| over the pixels that `counts` accepts; the gradient at equality is 0. Arrays [pixels]. */
export function absoluteError(
  prediction: Float32Array,
  labels: Float32Array,
  counts: (label: number, pixel: number) => boolean,
): LossResult {
  const gradient = new Float32Array(prediction.length);
  let total = 0;
  let pixels = 0;
  for (let p = 0; p < labels.length; p++) {
    const label = labels[p] as number;
    if (!counts(label, p)) continue;
    const difference = (prediction[p] as number) - label;
    total += Math.abs(difference);
    gradient[p] = Math.sign(difference);
    pixels++;
  }
  if (pixels > 0) for (let p = 0; p < gradient.length; p++) gradient[p] = (gradient[p] as number) / pixels;
  return { loss: pixels === 0 ? NaN : total / pixels, gradient, pixels };
}
