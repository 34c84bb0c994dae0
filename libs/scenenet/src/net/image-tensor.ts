import type { Batch } from '../config/sample.js';
import type { Kernels, Tensor } from '../kernels/kernels.js';

/** The images of a batch on the device, [batch, height, width, 3]. */
export function imageTensor(kernels: Kernels, { samples, height, width }: Batch): Tensor {
  const pixels = new Float32Array(samples.length * height * width * 3);
  samples.forEach(({ image }, i) => {
    pixels.set(image, i * height * width * 3);
  });
  return kernels.upload(pixels, [samples.length, height, width, 3]);
}
