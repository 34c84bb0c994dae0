import type { PickleMachine } from './pickle-machine.js';
import { AllowedGlobal, kindOf, PickleDict, PickleObject, PickleTuple, type PickleValue } from './values.js';

/** REDUCE and NEWOBJ: an allowed name applied to a tuple; what it stands for is our own code. */
export function reduce(machine: PickleMachine, opcode: 'REDUCE' | 'NEWOBJ'): void {
  const args = machine.pop();
  const callee = machine.pop();
  if (!(args instanceof PickleTuple))
    throw machine.damaged(`${opcode} is given ${kindOf(args)} as arguments`);
  if (!(callee instanceof AllowedGlobal)) throw machine.refuse(`${opcode} calls ${kindOf(callee)}`);
  if (callee.call === undefined) throw machine.wouldRun(callee.id);
  machine.make(callee.call(args.items));
}

/** BUILD: attributes of an OrderedDict are dropped; an object of ours takes the state it knows; all else is refused. */
export function buildState(machine: PickleMachine): void {
  const state = machine.pop();
  const target = machine.top();
  if (target instanceof PickleDict && target.hasAttributes && state instanceof PickleDict) return;
  if (target instanceof PickleObject && target.setState?.(state) === true) return;
  throw machine.refuse(`BUILD sets the state of ${kindOf(target)} from ${kindOf(state)}`);
}

/** Key, value, key, value ... into a dict. */
export function setItems(machine: PickleMachine, target: PickleValue, items: readonly PickleValue[]): void {
  if (!(target instanceof PickleDict)) throw machine.damaged(`sets items of ${kindOf(target)}`);
  if (items.length % 2 !== 0) throw machine.damaged('sets a key without a value');
  for (let i = 0; i < items.length; i += 2)
    target.entries.set(items[i] as PickleValue, items[i + 1] as PickleValue);
}
