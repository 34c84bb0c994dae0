import type { Tensor } from '@metasparse/scenenet';
import { intAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireShape } from '../shapes.js';

export function abs(executor: Executor, x: Tensor): Tensor {
  return executor.run('Abs', [typeAttr('T', x.dtype)], [x]);
}

export function add(executor: Executor, a: Tensor, b: Tensor): Tensor {
  requireShape('add', 'b', b, a.shape);
  return executor.run('AddV2', [typeAttr('T', a.dtype)], [a, b]);
}

export function mul(executor: Executor, a: Tensor, b: Tensor): Tensor {
  requireShape('mul', 'b', b, a.shape);
  return executor.run('Mul', [typeAttr('T', a.dtype)], [a, b]);
}

export function scale(executor: Executor, x: Tensor, factor: number): Tensor {
  const attributes = [typeAttr('T', x.dtype)];
  if (x.dtype !== 'float32') return executor.run('Mul', attributes, [x, executor.scalar(factor, x.dtype)]);
  const scalar = executor.upload(Float32Array.of(factor), []);
  const scaled = executor.run('Mul', attributes, [x, scalar]);
  executor.free([scalar]);
  return scaled;
}

/** Sum of tensors of one shape; throws RangeError for none. */
export function addN(executor: Executor, tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  if (first === undefined) throw new RangeError('addN needs at least one tensor, got 0');
  tensors.forEach((tensor, i) => {
    requireShape('addN', `tensor ${i}`, tensor, first.shape);
  });
  return executor.run('AddN', [intAttr('N', tensors.length), typeAttr('T', first.dtype)], tensors);
}
