import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** The box of `size` that starts at `begin`. */
export function slice(
  executor: Executor,
  x: Tensor,
  begin: readonly number[],
  size: readonly number[],
): Tensor {
  const attributes = [typeAttr('T', x.dtype), typeAttr('Index', 'int32')];
  return executor.run('Slice', attributes, [x, executor.intVector(begin), executor.intVector(size)]);
}
