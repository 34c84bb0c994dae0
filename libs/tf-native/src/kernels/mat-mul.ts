import type { Tensor } from '@metasparse/scenenet';
import { boolAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** Matrix product of two matrices, the first transposed on request. */
export function matMul(
  executor: Executor,
  a: Tensor,
  b: Tensor,
  { transposeA = false }: { readonly transposeA?: boolean } = {},
): Tensor {
  const attributes = [
    typeAttr('T', a.dtype),
    boolAttr('transpose_a', transposeA),
    boolAttr('transpose_b', false),
  ];
  return executor.run('MatMul', attributes, [a, b]);
}
