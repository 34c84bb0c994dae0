import type { DType, Tensor } from '@metasparse/scenenet';
import { boolAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** Rounds to the nearest (ties to even) where `dtype` is narrower. */
export function cast(executor: Executor, x: Tensor, dtype: DType): Tensor {
  const attributes = [typeAttr('SrcT', x.dtype), typeAttr('DstT', dtype), boolAttr('Truncate', false)];
  return executor.run('Cast', attributes, [x]);
}
