import {
  LABEL_CHANNELS,
  TASK_LABEL,
  TASK_LIKE,
  predictionPixels,
  type ImagePrediction,
  type Task,
} from '@metasparse/scenenet';

/** A prediction in the form of its label at the image's size: classes, normals of length 1, or values. */
export function labelForm(
  task: Task,
  prediction: ImagePrediction,
  imageHeight: number,
  imageWidth: number,
): Float32Array {
  const { height, width, classes, values } = prediction;
  const like = TASK_LIKE[task];
  const channels = LABEL_CHANNELS[TASK_LABEL[task]];
  const map = new Float32Array(imageHeight * imageWidth * channels);
  predictionPixels(height, width, imageHeight, imageWidth).forEach((from, p) => {
    const pixel = values.subarray(from * classes, (from + 1) * classes);
    if (like === 'seg') map[p] = pixel.indexOf(largest(pixel));
    else if (like === 'sn') map.set(unit(pixel), 3 * p);
    else map[p] = pixel[0] as number;
  });
  return map;
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.max(1e-12, Math.hypot(...vector));
  return vector.map((value) => value / norm);
}
