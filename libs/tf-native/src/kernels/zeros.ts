import type { DType, Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** A tensor of zeros. */
export function zeros(executor: Executor, shape: readonly number[], dtype: DType = 'float32'): Tensor {
  const attributes = [typeAttr('T', dtype), typeAttr('index_type', 'int32')];
  return executor.run('Fill', attributes, [executor.intVector(shape), executor.scalar(0, dtype)]);
}
