import { InvalidDataError } from '@metasparse/contracts';
import { broken } from '../refusal.js';
import { NumpyType, numpyScalar } from './numpy-scalar.js';
import {
  AllowedGlobal,
  kindOf,
  PickleDict,
  PickleList,
  PickleSet,
  PickleTuple,
  type PickleValue,
} from './values.js';

type Call = (args: readonly PickleValue[]) => PickleValue;

/** Pairs that OrderedDict calls may copy in one file: a list can be named again and again at no cost. */
const MAX_PAIRS = 250_000;
/** numpy numbers are at most this long. */
const MAX_ENCODED = 64;

/** Names outside torch that checkpoints hold: containers, text codecs, numpy numbers. `file` is for messages. */
export function harmlessNames(file: string): ReadonlyMap<string, AllowedGlobal> {
  const names: Readonly<Record<string, Call>> = {
    'collections.OrderedDict': orderedDicts(file),
    'collections.Counter': (args) => counter(file, args),
    'builtins.set': (args) => setOf(file, args),
    '__builtin__.set': (args) => setOf(file, args),
    '_codecs.encode': (args) => latin1Bytes(file, args),
    'numpy.dtype': (args) => NumpyType.of(file, args),
    'numpy.core.multiarray.scalar': (args) => numpyScalar(file, args),
    'numpy._core.multiarray.scalar': (args) => numpyScalar(file, args),
  };
  return new Map(Object.entries(names).map(([id, call]) => [id, new AllowedGlobal(id, call)]));
}

function orderedDicts(file: string): Call {
  let pairsLeft = MAX_PAIRS;
  return (args) => {
    const dict = new PickleDict(true);
    const [pairs] = args;
    if (args.length === 0) return dict;
    if (!(pairs instanceof PickleList) || args.length > 1) throw badArguments(file, 'OrderedDict', args);
    pairsLeft -= pairs.items.length;
    if (pairsLeft < 0) throw broken(file, `refused: its OrderedDicts hold more than ${MAX_PAIRS} pairs`);
    for (const pair of pairs.items) {
      const items = pair instanceof PickleTuple || pair instanceof PickleList ? pair.items : [];
      if (items.length !== 2) throw badArguments(file, 'OrderedDict', args);
      dict.entries.set(items[0] as PickleValue, items[1] as PickleValue);
    }
    return dict;
  };
}

/** The dict it was given: nobody changes it afterwards but the file itself. */
function counter(file: string, args: readonly PickleValue[]): PickleDict {
  const [from] = args;
  if (args.length === 0) return new PickleDict();
  if (!(from instanceof PickleDict) || args.length > 1) throw badArguments(file, 'Counter', args);
  return from;
}

function setOf(file: string, args: readonly PickleValue[]): PickleSet {
  const [from] = args;
  if (args.length === 0) return new PickleSet();
  if (!(from instanceof PickleList) || args.length > 1) throw badArguments(file, 'set', args);
  return new PickleSet(from.items);
}

/** Protocol 2 writes bytes as text of the code points 0..255. */
function latin1Bytes(file: string, args: readonly PickleValue[]): Uint8Array {
  const [text, codec] = args;
  const known = typeof text === 'string' && text.length <= MAX_ENCODED && codec === 'latin1';
  if (args.length !== 2 || !known) throw badArguments(file, '_codecs.encode', args);
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) as number;
    if (code > 0xff) throw badArguments(file, '_codecs.encode', args);
    return code;
  });
}

export function badArguments(file: string, what: string, args: readonly PickleValue[]): InvalidDataError {
  return broken(file, `has a damaged pickle: ${what} is given (${args.map(kindOf).slice(0, 8).join(', ')})`);
}
