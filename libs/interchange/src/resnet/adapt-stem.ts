import type { TorchTensor } from '../torch/torch-tensor.js';

/** torchvision's name of the first convolution's weight. */
export const STEM = 'conv1.weight';

/** Deviations torchvision divides by, R, G, B of images in 0..1. */
const IMAGENET_STD = [0.229, 0.224, 0.225] as const;
const CHANNELS = 3;

/** The stem for B,G,R images of 0..255 minus the mean: w'[o, c] = w[o, 2 - c] / (255 std[2 - c]). */
export function adaptStem(stem: TorchTensor): Float32Array {
  const values = stem.float32();
  const plane = stem.shape.slice(2).reduce((product, n) => product * n, 1);
  const adapted = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const channel = Math.floor(at / plane) % CHANNELS;
    const source = CHANNELS - 1 - channel;
    const value = values[at + (source - channel) * plane] as number;
    adapted[at] = value / (255 * (IMAGENET_STD[source] as number));
  }
  return adapted;
}
