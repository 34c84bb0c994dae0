import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** sum(x^2) / 2 of all elements, a scalar. */
export function halfSquareSum(executor: Executor, x: Tensor): Tensor {
  return executor.run('L2Loss', [typeAttr('T', x.dtype)], [x]);
}
