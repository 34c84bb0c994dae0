import { kindOf, PickleDict, type PickleValue } from '../pickle/values.js';
import { broken, shownName } from '../refusal.js';
import type { TorchFile } from './torch-file.js';
import { TorchTensor } from './torch-tensor.js';

/** A state_dict as found in a checkpoint. */
export interface StateDict {
  /** By name, prefixes of wrappers taken off, in the order of the file. */
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** Where it was: keys from the file's value inwards; empty if the value itself. */
  readonly path: readonly string[];
  /** What was taken off every name, e.g. "module.". */
  readonly prefix: string;
  /** Entries that are no tensors and were left out. */
  readonly leftOut: readonly string[];
}

/** Keys under which people keep the state_dict, the likelier first. */
const USUAL_KEYS = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'net',
  'network',
  'module',
  'weights',
];
/** DataParallel's and torch.compile's. */
const WRAPPERS = ['module.', '_orig_mod.'];
const MOST_WRAPPERS = 4;
const DEEPEST = 3;
const MOST_CANDIDATES = 16;

interface Candidate {
  readonly path: readonly string[];
  readonly dict: PickleDict;
}

/**
 * The state_dict of a checkpoint: the value itself, or a dict inside it. `key` picks one ("model" or "a.b"); without
 * it the usual keys are tried, then the only dict of tensors there is. Throws InvalidDataError where there is none
 * or the choice is open.
 */
export function stateDictOf({ file, value }: TorchFile, key?: string): StateDict {
  if (value instanceof TorchTensor) throw broken(file, 'holds one tensor, not a state_dict');
  const candidates: Candidate[] = [];
  collect(value, [], candidates);
  const chosen = choose(file, candidates, key);
  const { tensors, leftOut } = tensorsOf(chosen.dict);
  const prefix = commonPrefix([...tensors.keys()]);
  const named = [...tensors].map(([name, tensor]) => [name.slice(prefix.length), tensor] as const);
  return { tensors: new Map(named), path: chosen.path, prefix, leftOut };
}

/** Dicts that hold tensors, found through text keys only, each once. */
function collect(
  value: PickleValue,
  path: readonly string[],
  found: Candidate[],
  seen = new Set<PickleDict>(),
): void {
  if (!(value instanceof PickleDict) || seen.has(value) || found.length === MOST_CANDIDATES) return;
  seen.add(value);
  const entries = [...value.entries].filter(
    (entry): entry is [string, PickleValue] => typeof entry[0] === 'string',
  );
  if (entries.some(([, item]) => item instanceof TorchTensor)) {
    found.push({ path, dict: value });
    return;
  }
  if (path.length < DEEPEST) for (const [key, item] of entries) collect(item, [...path, key], found, seen);
}

function choose(file: string, candidates: readonly Candidate[], key: string | undefined): Candidate {
  const names = candidates.map(({ path }) => path.join('.'));
  const wanted =
    key === undefined ? (USUAL_KEYS.find((usual) => names.includes(usual)) ?? onlyOne(names)) : key;
  const chosen = candidates[names.indexOf(wanted ?? '\0')];
  if (chosen !== undefined) return chosen;
  const listed = names.map(shownName).join(', ');
  if (names.length === 0) throw broken(file, 'holds no state_dict: no dict of it has a tensor');
  if (key !== undefined)
    throw broken(file, `has no tensors under ${shownName(key)}, but under ${listed}`, { field: key });
  throw broken(file, `holds several dicts of tensors, name one of ${listed}`, { bound: listed });
}

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

function tensorsOf(dict: PickleDict): { tensors: Map<string, TorchTensor>; leftOut: string[] } {
  const tensors = new Map<string, TorchTensor>();
  const leftOut: string[] = [];
  for (const [name, value] of dict.entries) {
    if (typeof name === 'string' && value instanceof TorchTensor) tensors.set(name, value);
    else leftOut.push(typeof name === 'string' ? name.slice(0, 120) : kindOf(name));
  }
  return { tensors, leftOut };
}

function commonPrefix(names: readonly string[]): string {
  let prefix = '';
  for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
    const next = WRAPPERS.find((wrapper) => names.every((name) => name.startsWith(prefix + wrapper)));
    if (next === undefined) break;
    prefix += next;
  }
  return prefix;
}
