import type { Accumulator, Tensor } from '@metasparse/scenenet';
import { boolAttr, shapeAttr, stringAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireShape } from '../shapes.js';
import { cast } from './cast.js';

/** A resource variable that sums in place. */
export interface VariableAccumulator extends Accumulator {
  readonly handle: number;
  empty: boolean;
}

let created = 0;

export function createAccumulator(executor: Executor, shape: readonly number[]): VariableAccumulator {
  const attributes = [
    stringAttr('container', ''),
    stringAttr('shared_name', `accumulator_${created++}`),
    typeAttr('dtype', 'float32'),
    shapeAttr('shape', shape),
  ];
  return { handle: executor.runResource('VarHandleOp', attributes), shape, empty: true };
}

/** Adds in float32; the first value after `reset` is assigned, so that no zero has to be written before. */
export function accumulate(executor: Executor, into: VariableAccumulator, x: Tensor): void {
  requireShape('accumulate', 'x', x, into.shape);
  const wide = x.dtype === 'float32' ? x : cast(executor, x, 'float32');
  const attributes = [typeAttr('dtype', 'float32')];
  if (into.empty)
    executor.runVoid(
      'AssignVariableOp',
      [...attributes, boolAttr('validate_shape', false)],
      [into.handle, wide],
    );
  else executor.runVoid('AssignAddVariableOp', attributes, [into.handle, wide]);
  into.empty = false;
  if (wide !== x) executor.free([wide]);
}

export function readAccumulator(executor: Executor, from: VariableAccumulator): Tensor | null {
  return from.empty ? null : executor.run('ReadVariableOp', [typeAttr('dtype', 'float32')], [from.handle]);
}

/** Gives the memory back; the handle is dead afterwards. */
export function freeAccumulator(executor: Executor, accumulator: VariableAccumulator): void {
  executor.runVoid('DestroyResourceOp', [boolAttr('ignore_lookup_error', true)], [accumulator.handle]);
  executor.freeId(accumulator.handle);
}
