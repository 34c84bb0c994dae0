import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireRank } from '../shapes.js';

function transpose(executor: Executor, x: Tensor, permutation: readonly number[]): Tensor {
  requireRank('transpose', 'x', x, permutation.length);
  const attributes = [typeAttr('T', x.dtype), typeAttr('Tperm', 'int32')];
  return executor.run('Transpose', attributes, [x, executor.intVector(permutation)]);
}

/** O,I,H,W to H,W,I,O. */
export function weightToDevice(executor: Executor, x: Tensor): Tensor {
  return transpose(executor, x, [2, 3, 1, 0]);
}

/** H,W,I,O to O,I,H,W. */
export function weightToHost(executor: Executor, x: Tensor): Tensor {
  return transpose(executor, x, [3, 2, 0, 1]);
}
