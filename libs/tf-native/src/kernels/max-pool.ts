import { pooledSize, type Tensor } from '@metasparse/scenenet';
import { intAttr, stringAttr, typeAttr } from '../attributes.js';
import type { OpAttribute } from '../binding.js';
import type { Executor } from '../executor.js';
import { requireRank, requireShape } from '../shapes.js';
import { slice } from './slice.js';

/** Below every activation; finite in float32 and in bfloat16. */
const LOWEST = -3.3e38;

function poolAttributes(x: Tensor): OpAttribute[] {
  return [
    typeAttr('T', x.dtype),
    intAttr('ksize', [1, 3, 3, 1]),
    intAttr('strides', [1, 2, 2, 1]),
    stringAttr('padding', 'VALID'),
    intAttr('explicit_paddings', []),
    stringAttr('data_format', 'NHWC'),
  ];
}

function padded(executor: Executor, x: Tensor): Tensor {
  const [, height, width] = x.shape as [number, number, number, number];
  const after = (n: number): number => Math.max(0, (pooledSize(n) - 1) * 2 + 3 - n - 1);
  const paddings = executor.uploadInt32(Int32Array.of(0, 0, 1, after(height), 1, after(width), 0, 0), [4, 2]);
  const result = executor.run(
    'PadV2',
    [typeAttr('T', x.dtype), typeAttr('Tpaddings', 'int32')],
    [x, paddings, executor.scalar(LOWEST, x.dtype)],
  );
  executor.free([paddings]);
  return result;
}

/** Maximum over 3 x 3 windows, stride 2, padding 1, ceil mode: [n,h,w,c] to [n,h',w',c], h' = `pooledSize(h)`. */
export function maxPool(executor: Executor, x: Tensor): Tensor {
  requireRank('maxPool', 'x', x, 4);
  const wide = padded(executor, x);
  const y = executor.run('MaxPool', poolAttributes(x), [wide]);
  executor.free([wide]);
  return y;
}

/** dL/dx of `maxPool`: each dy goes to the first of the largest values of its window, in row order. */
export function maxPoolGrad(executor: Executor, x: Tensor, y: Tensor, dy: Tensor): Tensor {
  requireShape('maxPoolGrad', 'dy', dy, y.shape);
  const wide = padded(executor, x);
  const gradient = executor.run('MaxPoolGrad', poolAttributes(x), [wide, y, dy]);
  const dx = slice(executor, gradient, [0, 1, 1, 0], x.shape);
  executor.free([wide, gradient]);
  return dx;
}
