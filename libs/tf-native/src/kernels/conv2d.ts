import type { ConvGeometry, Tensor } from '@metasparse/scenenet';
import { boolAttr, intAttr, stringAttr, typeAttr } from '../attributes.js';
import type { OpAttribute } from '../binding.js';
import type { Executor } from '../executor.js';
import { requireRank, requireSame } from '../shapes.js';
import { cast } from './cast.js';
import { hasDilatedBf16 } from './dilated-bf16.js';
import { dilatedConv } from './dilated-conv.js';
import { dilatedFilterGrad } from './dilated-filter-grad.js';
import { pointwiseFilterGrad } from './pointwise-filter-grad.js';

/** From this dilation on, nine matrix products beat the library's convolution of a single image. */
const SPLIT_SINGLE_IMAGE = 2;

/** From this dilation on, nine matrix products beat the library's own weight gradient. */
const SPLIT_DILATION = 4;

/** TensorFlow refuses EXPLICIT padding in the gradients of dilated convolutions; SAME is the same thing at stride 1. */
function convAttributes(x: Tensor, kernel: readonly [number, number], g: ConvGeometry): OpAttribute[] {
  const { stride, dilation, padding } = g;
  const same = stride === 1 && kernel.every((k) => 2 * padding === dilation * (k - 1));
  if (!same && dilation !== 1)
    throw new RangeError(
      `a convolution with dilation ${dilation} needs stride 1 and padding ${(dilation * (kernel[0] - 1)) / 2}, ` +
        `got stride ${stride} and padding ${padding}`,
    );
  return [
    typeAttr('T', x.dtype),
    intAttr('strides', [1, stride, stride, 1]),
    boolAttr('use_cudnn_on_gpu', true),
    stringAttr('padding', same ? 'SAME' : 'EXPLICIT'),
    intAttr('explicit_paddings', same ? [] : [0, 0, padding, padding, padding, padding, 0, 0]),
    stringAttr('data_format', 'NHWC'),
    intAttr('dilations', [1, dilation, dilation, 1]),
  ];
}

function kernelOf(w: Tensor): readonly [number, number] {
  return [w.shape[0] as number, w.shape[1] as number];
}

/** x [n,h,w,in], w [kh,kw,in,out] to [n,h',w',out], by whichever kernel is fastest for the geometry. */
export function conv2d(executor: Executor, x: Tensor, w: Tensor, geometry: ConvGeometry): Tensor {
  requireRank('conv2d', 'x', x, 4);
  requireRank('conv2d', 'w', w, 4);
  requireSame('conv2d', 'input channels of x and w', x.shape[3], w.shape[2]);
  const attributes = convAttributes(x, kernelOf(w), geometry);
  if (x.shape[0] === 1 && geometry.dilation >= SPLIT_SINGLE_IMAGE)
    return dilatedConv(executor, x, w, geometry.dilation);
  return executor.run('Conv2D', attributes, [x, w]);
}

/** dL/dx of `conv2d`: `inputShape` [n,h,w,in]; `w` may be wider than `dy`. */
export function conv2dInputGrad(
  executor: Executor,
  inputShape: readonly number[],
  w: Tensor,
  dy: Tensor,
  geometry: ConvGeometry,
): Tensor {
  requireRank('conv2dInputGrad', 'dy', dy, 4);
  requireSame('conv2dInputGrad', 'output channels of dy and w', dy.shape[3], w.shape[3]);
  requireSame('conv2dInputGrad', 'input channels of inputShape and w', inputShape[3], w.shape[2]);
  if (dy.dtype === 'bfloat16' && isBetterWide(executor, geometry))
    return wideInputGrad(executor, inputShape, w, dy, geometry);
  const weight = w.dtype === dy.dtype ? w : cast(executor, w, dy.dtype);
  const attributes = convAttributes(dy, kernelOf(w), geometry);
  const dx = executor.run('Conv2DBackpropInput', attributes, [executor.intVector(inputShape), weight, dy]);
  if (weight !== w) executor.free([weight]);
  return dx;
}

/**
 * The library's strided bf16 gradients are slow, and dilated ones are missing where the processor has no bf16
 * instructions: those are computed in float32.
 */
function isBetterWide(executor: Executor, { stride, dilation }: ConvGeometry): boolean {
  return stride > 1 || (dilation > 1 && !hasDilatedBf16(executor));
}

function wideInputGrad(
  executor: Executor,
  inputShape: readonly number[],
  w: Tensor,
  dy: Tensor,
  geometry: ConvGeometry,
): Tensor {
  const wide = cast(executor, dy, 'float32');
  const dx = conv2dInputGrad(executor, inputShape, w, wide, geometry);
  const rounded = cast(executor, dx, 'bfloat16');
  executor.free([wide, dx]);
  return rounded;
}

/** dL/dw of `conv2d`, [kh,kw,in,out], by whichever kernel is fastest for the geometry. */
export function conv2dFilterGrad(
  executor: Executor,
  x: Tensor,
  kernel: readonly [number, number],
  dy: Tensor,
  geometry: ConvGeometry,
): Tensor {
  requireRank('conv2dFilterGrad', 'x', x, 4);
  requireRank('conv2dFilterGrad', 'dy', dy, 4);
  requireSame('conv2dFilterGrad', 'batch of x and dy', x.shape[0], dy.shape[0]);
  if (kernel[0] === 1 && kernel[1] === 1 && geometry.stride === 1)
    return pointwiseFilterGrad(executor, x, dy);
  if (geometry.dilation >= SPLIT_DILATION)
    return dilatedFilterGrad(executor, x, kernel, dy, geometry.dilation);
  if (x.dtype === 'bfloat16' && isBetterWide(executor, geometry))
    return wideFilterGrad(executor, x, kernel, dy, geometry);
  const shape = [...kernel, x.shape[3] as number, dy.shape[3] as number];
  const attributes = convAttributes(dy, kernel, geometry);
  return executor.run('Conv2DBackpropFilter', attributes, [x, executor.intVector(shape), dy]);
}

function wideFilterGrad(
  executor: Executor,
  x: Tensor,
  kernel: readonly [number, number],
  dy: Tensor,
  geometry: ConvGeometry,
): Tensor {
  const wide = [cast(executor, x, 'float32'), cast(executor, dy, 'float32')] as const;
  const dw = conv2dFilterGrad(executor, wide[0], kernel, wide[1], geometry);
  executor.free(wide);
  return dw;
}
