import type { AdamStep, Tensor } from '@metasparse/scenenet';
import { boolAttr, shapeAttr, stringAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireShape } from '../shapes.js';
import { type VariableAccumulator, accumulate, readAccumulator } from './accumulator.js';
import { cast } from './cast.js';
import { zeros } from './zeros.js';

const FLOAT = [typeAttr('dtype', 'float32')];
const APPLY = [typeAttr('T', 'float32'), boolAttr('use_locking', false)];

/** Variables in which a gradient receives the L2 term in place, one an executor. */
const scratch = new WeakMap<Executor, number>();

function scratchVariable(executor: Executor): number {
  const known = scratch.get(executor);
  if (known !== undefined) return known;
  const attributes = [
    stringAttr('container', ''),
    stringAttr('shared_name', 'gradient_scratch'),
    ...FLOAT,
    shapeAttr('shape', []),
  ];
  const handle = executor.runConstantResource('VarHandleOp', attributes);
  scratch.set(executor, handle);
  return handle;
}

/**
 * One step of Adam as PyTorch counts it, in two passes over the tensor: TensorFlow's fused kernel puts its epsilon
 * elsewhere, which `rate` and `epsilon` of `AdamStep` undo. Takes the gradient over.
 */
export function adam(
  executor: Executor,
  weight: VariableAccumulator,
  first: VariableAccumulator,
  second: VariableAccumulator,
  gradient: Tensor,
  step: AdamStep,
): void {
  requireShape('adam', 'gradient', gradient, weight.shape);
  for (const moment of [first, second]) if (moment.empty) assignZeros(executor, moment);
  const decayed = withDecay(executor, weight, float32(executor, gradient), step.weightDecay);
  const numbers = [0, 0, step.rate, step.beta1, step.beta2, step.epsilon].map((value) =>
    number(executor, value),
  );
  executor.runVoid(
    'ResourceApplyAdam',
    [...APPLY, boolAttr('use_nesterov', false)],
    [weight.handle, first.handle, second.handle, ...numbers, decayed],
  );
  executor.free([...numbers, decayed]);
}

/** into += factor * x, in place. */
export function addScaled(executor: Executor, into: VariableAccumulator, x: Tensor, factor: number): void {
  requireShape('addScaled', 'x', x, into.shape);
  if (into.empty) throw new RangeError('addScaled: the accumulator is empty');
  const minus = number(executor, -factor);
  executor.runVoid('ResourceApplyGradientDescent', APPLY, [into.handle, minus, x]);
  executor.free([minus]);
}

function assignZeros(executor: Executor, moment: VariableAccumulator): void {
  const nothing = zeros(executor, moment.shape);
  accumulate(executor, moment, nothing);
  executor.free([nothing]);
}

function number(executor: Executor, value: number): Tensor {
  return executor.upload(Float32Array.of(value), []);
}

function float32(executor: Executor, x: Tensor): Tensor {
  if (x.dtype === 'float32') return x;
  const wide = cast(executor, x, 'float32');
  executor.free([x]);
  return wide;
}

/** gradient + decay * weight, in the gradient's own memory: nothing else may hold it while the kernel runs. */
function withDecay(executor: Executor, weight: VariableAccumulator, gradient: Tensor, decay: number): Tensor {
  if (decay === 0) return gradient;
  const handle = scratchVariable(executor);
  executor.runVoid('AssignVariableOp', [...FLOAT, boolAttr('validate_shape', false)], [handle, gradient]);
  executor.free([gradient]);
  const current = readAccumulator(executor, weight);
  if (current === null) throw new RangeError('adam: the weight has no value');
  const minus = number(executor, -decay);
  executor.runVoid('ResourceApplyGradientDescent', APPLY, [handle, minus, current]);
  const decayed = executor.run('ReadVariableOp', FLOAT, [handle]);
  executor.free([minus, current]);
  return decayed;
}
