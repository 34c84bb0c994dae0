import type { NetPlan } from '@metasparse/scenenet';
import { broken, shownName } from '../refusal.js';
import { COMPACT_KEY, isCompact } from './compact-widths.js';
import { netEntries, type NetEntry } from './net-names.js';
import { elements, type NetState } from './net-state.js';

/**
 * Refuses a state that is not exactly the net of `plan`: as strict as torch's load_state_dict(strict=True), and it
 * names what is missing, superfluous or of another shape. Counts may be absent, as in files of torch before 0.4.
 */
export function checkNet(file: string, state: NetState, plan: NetPlan): void {
  if (isCompact(state))
    throw broken(
      file,
      'is a compacted net, which can only be evaluated, and exported as onnx or safetensors; take the net it was made from',
      { field: COMPACT_KEY },
    );
  checkEntries(file, state, netEntries(plan));
}

/** Refuses a state that has not exactly these entries, and masks that do not fit. */
export function checkEntries(file: string, state: NetState, entries: readonly NetEntry[]): void {
  const known = new Set(entries.map(({ name }) => name));
  const extra = [...state.tensors.keys(), ...state.counts.keys()].filter((name) => !known.has(name));
  const missing = entries.filter(({ name, kind }) => kind !== 'count' && !state.tensors.has(name));
  if (extra.length > 0 || missing.length > 0)
    throw broken(
      file,
      `is a checkpoint of another net:${listed(
        ' it lacks',
        missing.map(({ name }) => name),
      )}${listed(' it also has', extra)}`,
    );
  for (const { name, shape } of entries) {
    const found = state.tensors.get(name)?.shape ?? shape;
    if (found.join() !== shape.join())
      throw broken(file, `has ${name} of shape [${found.join(', ')}], this net needs [${shape.join(', ')}]`, {
        field: name,
        value: found,
        bound: `[${shape.join(', ')}]`,
      });
  }
  for (const [name, { shape }] of state.masks) checkMask(file, name, shape, state);
}

function checkMask(file: string, name: string, shape: readonly number[], state: NetState): void {
  const of = state.tensors.get(name);
  if (of === undefined) throw broken(file, `has a mask for ${shownName(name)}, which it does not hold`);
  if (elements(shape) !== elements(of.shape))
    throw broken(
      file,
      `has a mask of shape [${shape.join(', ')}] for ${shownName(name)} of [${of.shape.join(', ')}]`,
    );
}

function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${what} ${names.slice(0, 3).map(shownName).join(', ')}${more};`;
}
