import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { addN } from './elementwise.js';
import { matMul } from './mat-mul.js';
import { overlap, type Overlap } from './overlap.js';
import { reshape } from './reshape.js';
import { slice } from './slice.js';
import { zeros } from './zeros.js';

/**
 * A dilated, stride-1, size-preserving convolution as one matrix product a kernel tap, over the window in which the
 * shifted tap meets the map: nothing is multiplied by padding. x [n,h,w,in], w [kh,kw,in,out] to [n,h,w,out].
 */
export function dilatedConv(executor: Executor, x: Tensor, w: Tensor, dilation: number): Tensor {
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [kh, kw, inChannels, outChannels] = w.shape as [number, number, number, number];
  const taps = reshape(executor, w, [kh * kw, inChannels, outChannels]);
  let sum: Tensor | null = null;
  for (let ky = 0; ky < kh; ky++) {
    const rows = overlap(height, (ky - (kh - 1) / 2) * dilation);
    const terms: Tensor[] = sum === null ? [] : [sum];
    for (let kx = 0; kx < kw; kx++) {
      const columns = overlap(width, (kx - (kw - 1) / 2) * dilation);
      if (rows.length === 0 || columns.length === 0) continue;
      terms.push(tap(executor, x, taps, ky * kw + kx, rows, columns));
    }
    sum = joined(executor, terms);
  }
  executor.free([taps]);
  return sum ?? zeros(executor, [batch, height, width, outChannels], x.dtype);
}

/** What one tap adds to the output, zero outside its window. */
function tap(
  executor: Executor,
  x: Tensor,
  taps: Tensor,
  index: number,
  rows: Overlap,
  columns: Overlap,
): Tensor {
  const [batch, height, width, inChannels] = x.shape as [number, number, number, number];
  const outChannels = taps.shape[2] as number;
  const size = [batch, rows.length, columns.length];
  const window = slice(executor, x, [0, rows.x, columns.x, 0], [...size, inChannels]);
  const weight = slice(executor, taps, [index, 0, 0], [1, inChannels, outChannels]);
  const a = reshape(executor, window, [-1, inChannels]);
  const b = reshape(executor, weight, [inChannels, outChannels]);
  const product = matMul(executor, a, b);
  const part = reshape(executor, product, [...size, outChannels]);
  executor.free([window, weight, a, b, product]);
  if (rows.length === height && columns.length === width) return part;
  const padded = pad(executor, part, [
    [rows.dy, height - rows.length - rows.dy],
    [columns.dy, width - columns.length - columns.dy],
  ]);
  executor.free([part]);
  return padded;
}

function pad(
  executor: Executor,
  x: Tensor,
  [[top, bottom], [left, right]]: readonly [readonly [number, number], readonly [number, number]],
): Tensor {
  const paddings = executor.uploadInt32(Int32Array.of(0, 0, top, bottom, left, right, 0, 0), [4, 2]);
  const padded = executor.run('Pad', [typeAttr('T', x.dtype), typeAttr('Tpaddings', 'int32')], [x, paddings]);
  executor.free([paddings]);
  return padded;
}

/** Takes the terms over. */
function joined(executor: Executor, terms: readonly Tensor[]): Tensor | null {
  const [first, ...others] = terms;
  if (first === undefined || others.length === 0) return first ?? null;
  const sum = addN(executor, terms);
  executor.free(terms);
  return sum;
}
