import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** The same values under another shape; -1 stands for what is left. */
export function reshape(executor: Executor, x: Tensor, shape: readonly number[]): Tensor {
  const attributes = [typeAttr('T', x.dtype), typeAttr('Tshape', 'int32')];
  return executor.run('Reshape', attributes, [x, executor.intVector(shape)]);
}
