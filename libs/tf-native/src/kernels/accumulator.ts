import type { Accumulator, Tensor } from '@metasparse/scenenet';
import { boolAttr, shapeAttr, stringAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { requireShape } from '../shapes.js';
import { cast } from './cast.js';
import { zeros } from './zeros.js';

/** A resource variable that sums in place. */
export interface VariableAccumulator extends Accumulator {
  readonly handle: number;
  /** Nothing was added since it was made or reset. */
  empty: boolean;
  /** It holds zeros, as when it was made with memory of its own. */
  zero: boolean;
}

let created = 0;

/**
 * A sum of nothing. With `reserve` its memory is taken at once: long-lived sums that arrive one by one between the
 * activations of a first batch would leave holes between them.
 */
export function createAccumulator(
  executor: Executor,
  shape: readonly number[],
  reserve: boolean,
): VariableAccumulator {
  const attributes = [
    stringAttr('container', ''),
    stringAttr('shared_name', `accumulator_${created++}`),
    typeAttr('dtype', 'float32'),
    shapeAttr('shape', shape),
  ];
  const made = { handle: executor.runResource('VarHandleOp', attributes), shape, empty: true, zero: reserve };
  if (!reserve) return made;
  const nothing = zeros(executor, shape);
  assign(executor, made, nothing);
  executor.free([nothing]);
  return made;
}

function assign(executor: Executor, into: VariableAccumulator, x: Tensor): void {
  const attributes = [typeAttr('dtype', 'float32'), boolAttr('validate_shape', false)];
  executor.runVoid('AssignVariableOp', attributes, [into.handle, x]);
}

/** Adds in float32; the first value after `reset` is assigned, so that no zero has to be written before. */
export function accumulate(executor: Executor, into: VariableAccumulator, x: Tensor): void {
  requireShape('accumulate', 'x', x, into.shape);
  const wide = x.dtype === 'float32' ? x : cast(executor, x, 'float32');
  if (into.empty && !into.zero) assign(executor, into, wide);
  else executor.runVoid('AssignAddVariableOp', [typeAttr('dtype', 'float32')], [into.handle, wide]);
  into.empty = false;
  into.zero = false;
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
