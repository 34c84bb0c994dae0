import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireShape } from '../shapes.js';

export function relu(executor: Executor, x: Tensor): Tensor {
  return executor.run('Relu', [typeAttr('T', x.dtype)], [x]);
}

/** dy where y > 0, else 0: `y` is the output of `relu` (its input serves as well). */
export function reluGrad(executor: Executor, dy: Tensor, y: Tensor): Tensor {
  requireShape('reluGrad', 'y', y, dy.shape);
  return executor.run('ReluGrad', [typeAttr('T', dy.dtype)], [dy, y]);
}
