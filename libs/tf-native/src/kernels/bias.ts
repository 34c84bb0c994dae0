import type { Tensor } from '@metasparse/scenenet';
import { stringAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireShape } from '../shapes.js';

/** Adds `bias` [channel] to every pixel of `x` [.., channel]. */
export function biasAdd(executor: Executor, x: Tensor, bias: Tensor): Tensor {
  requireShape('biasAdd', 'bias', bias, x.shape.slice(-1));
  return executor.run('BiasAdd', [typeAttr('T', x.dtype), stringAttr('data_format', 'NHWC')], [x, bias]);
}

/** dL/dbias: the sum of dy over all but the last axis, [channel]. */
export function biasGrad(executor: Executor, dy: Tensor): Tensor {
  return executor.run('BiasAddGrad', [typeAttr('T', dy.dtype), stringAttr('data_format', 'NHWC')], [dy]);
}
