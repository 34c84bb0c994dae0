import { boolAttr, intAttr, stringAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { zeros } from './zeros.js';

const known = new WeakMap<Executor, boolean>();

/** Whether the library has bf16 gradients of dilated convolutions on this processor: tried once on a few zeros. */
export function hasDilatedBf16(executor: Executor): boolean {
  const found = known.get(executor);
  if (found !== undefined) return found;
  const has = tryGradient(executor);
  known.set(executor, has);
  return has;
}

function tryGradient(executor: Executor): boolean {
  const shape = [1, 5, 5, 8];
  const attributes = [
    typeAttr('T', 'bfloat16'),
    intAttr('strides', [1, 1, 1, 1]),
    boolAttr('use_cudnn_on_gpu', true),
    stringAttr('padding', 'SAME'),
    intAttr('explicit_paddings', []),
    stringAttr('data_format', 'NHWC'),
    intAttr('dilations', [1, 2, 2, 1]),
  ];
  const inputs = [zeros(executor, [3, 3, 8, 8], 'bfloat16'), zeros(executor, shape, 'bfloat16')];
  try {
    const ids = [executor.intVector(shape), ...inputs];
    executor.free([executor.run('Conv2DBackpropInput', attributes, ids)]);
    return true;
  } catch {
    return false;
  } finally {
    executor.free(inputs);
  }
}
