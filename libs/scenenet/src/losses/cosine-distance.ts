import type { LossResult } from './loss.js';

/** A label pixel whose largest channel reaches this value has no normal. */
const NO_NORMAL = 255;
const TINY = 1e-12;

/**
 * 1 - mean cosine between predicted and labelled normals over the pixels whose largest label channel is below 255;
 * the cosine with a zero vector is 0 and has no gradient. Both arrays [pixels, 3].
 */
export function cosineDistance(prediction: Float32Array, labels: Float32Array): LossResult {
  const gradient = new Float32Array(prediction.length);
  let total = 0;
  let pixels = 0;
  for (let i = 0; i < labels.length; i += 3) {
    if (Math.max(labels[i] as number, labels[i + 1] as number, labels[i + 2] as number) >= NO_NORMAL)
      continue;
    total += pixelCosine(prediction, labels, i, gradient);
    pixels++;
  }
  if (pixels > 0) for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) / -pixels;
  return { loss: pixels === 0 ? NaN : 1 - total / pixels, gradient, pixels };
}

/** cos(p, l) at pixel offset i; writes dcos/dp = (l/|l| - cos p/|p|) / |p|. */
function pixelCosine(
  prediction: Float32Array,
  labels: Float32Array,
  i: number,
  gradient: Float32Array,
): number {
  const [px, py, pz] = [prediction[i] as number, prediction[i + 1] as number, prediction[i + 2] as number];
  const [lx, ly, lz] = [labels[i] as number, labels[i + 1] as number, labels[i + 2] as number];
  const p = Math.sqrt(px * px + py * py + pz * pz);
  const l = Math.sqrt(lx * lx + ly * ly + lz * lz);
  if (p <= TINY || l <= TINY) return 0;
  const cosine = (px * lx + py * ly + pz * lz) / (p * l);
  gradient[i] = (lx / l - (cosine * px) / p) / p;
  gradient[i + 1] = (ly / l - (cosine * py) / p) / p;
  gradient[i + 2] = (lz / l - (cosine * pz) / p) / p;
  return cosine;
}
