import type { Tensor } from '@metasparse/scenenet';
import { intAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { matMul } from './mat-mul.js';
import { overlap } from './overlap.js';
import { reshape } from './reshape.js';
import { slice } from './slice.js';
import { zeros } from './zeros.js';

/**
 * dL/dw of a dilated, stride-1, size-preserving convolution as one matrix product a kernel tap, over the window that
 * the shifted tap covers; a tap that leaves the map contributes zeros. Returns [kh,kw,in,out].
 */
export function dilatedFilterGrad(
  executor: Executor,
  x: Tensor,
  kernel: readonly [number, number],
  dy: Tensor,
  dilation: number,
): Tensor {
  const taps: Tensor[] = [];
  for (let ky = 0; ky < kernel[0]; ky++)
    for (let kx = 0; kx < kernel[1]; kx++) {
      const offsetY = (ky - (kernel[0] - 1) / 2) * dilation;
      const offsetX = (kx - (kernel[1] - 1) / 2) * dilation;
      taps.push(tapGrad(executor, x, dy, offsetY, offsetX));
    }
  const attributes = [intAttr('N', taps.length), typeAttr('T', x.dtype), intAttr('axis', 0)];
  const packed = executor.run('Pack', attributes, taps);
  const dw = reshape(executor, packed, [...kernel, x.shape[3] as number, dy.shape[3] as number]);
  executor.free([...taps, packed]);
  return dw;
}

function tapGrad(executor: Executor, x: Tensor, dy: Tensor, offsetY: number, offsetX: number): Tensor {
  const [batch, height, width, inChannels] = x.shape as [number, number, number, number];
  const outChannels = dy.shape[3] as number;
  const rows = overlap(height, offsetY);
  const columns = overlap(width, offsetX);
  if (rows.length === 0 || columns.length === 0) return zeros(executor, [inChannels, outChannels], x.dtype);
  const size = [batch, rows.length, columns.length];
  const window = slice(executor, x, [0, rows.x, columns.x, 0], [...size, inChannels]);
  const gradient = slice(executor, dy, [0, rows.dy, columns.dy, 0], [...size, outChannels]);
  const a = reshape(executor, window, [-1, inChannels]);
  const b = reshape(executor, gradient, [-1, outChannels]);
  const product = matMul(executor, a, b, { transposeA: true });
  executor.free([window, gradient, a, b]);
  return product;
}
