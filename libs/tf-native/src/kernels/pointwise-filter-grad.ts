import type { Tensor } from '@metasparse/scenenet';
import type { Executor } from '../executor.js';
import { matMul } from './mat-mul.js';
import { reshape } from './reshape.js';

/** dL/dw of a 1 x 1 convolution: x transposed times dy over all pixels. Returns [1,1,in,out]. */
export function pointwiseFilterGrad(executor: Executor, x: Tensor, dy: Tensor): Tensor {
  const inChannels = x.shape[3] as number;
  const outChannels = dy.shape[3] as number;
  const rows = reshape(executor, x, [-1, inChannels]);
  const gradients = reshape(executor, dy, [-1, outChannels]);
  const product = matMul(executor, rows, gradients, { transposeA: true });
  const dw = reshape(executor, product, [1, 1, inChannels, outChannels]);
  executor.free([rows, gradients, product]);
  return dw;
}
