import type { LossResult } from './loss.js';

/**
 * Mean cross entropy over the pixels whose label is not `ignore`; with class weights sum(w l) / sum(w).
 * `prediction` [pixels, classes], `labels` [pixels]. A label outside the classes is a RangeError.
 */
export function crossEntropy(
  prediction: Float32Array,
  labels: Float32Array,
  classes: number,
  ignore: number,
  classWeights: Float32Array | null,
): LossResult {
  const gradient = new Float32Array(prediction.length);
  let total = 0;
  let weightSum = 0;
  let pixels = 0;
  for (let p = 0; p < labels.length; p++) {
    const label = labels[p] as number;
    if (label === ignore) continue;
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new RangeError(`segmentation label ${label} is outside 0..${classes - 1}`);
    const weight = classWeights === null ? 1 : (classWeights[label] as number);
    total += weight * pixelCrossEntropy(prediction, p * classes, classes, label, weight, gradient);
    weightSum += weight;
    pixels++;
  }
  if (weightSum > 0)
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) / weightSum;
  return { loss: total / weightSum, gradient, pixels };
}

/** -log softmax(label); writes weight (softmax - onehot). */
function pixelCrossEntropy(
  prediction: Float32Array,
  from: number,
  classes: number,
  label: number,
  weight: number,
  gradient: Float32Array,
): number {
  let largest = -Infinity;
  for (let c = 0; c < classes; c++) largest = Math.max(largest, prediction[from + c] as number);
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += Math.exp((prediction[from + c] as number) - largest);
  for (let c = 0; c < classes; c++) {
    const probability = Math.exp((prediction[from + c] as number) - largest) / sum;
    gradient[from + c] = weight * (probability - (c === label ? 1 : 0));
  }
  return Math.log(sum) + largest - (prediction[from + label] as number);
}
