import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

export function zeros(executor: Executor, shape: readonly number[]): Tensor {
  const attributes = [typeAttr('T', 'float32'), typeAttr('index_type', 'int32')];
  return executor.run('Fill', attributes, [executor.intVector(shape), executor.scalar(0, 'float32')]);
}
