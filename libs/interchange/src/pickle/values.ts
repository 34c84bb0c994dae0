/** A tuple of a pickle. */
export class PickleTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

/** A list of a pickle. */
export class PickleList {
  readonly items: PickleValue[] = [];
}

/** A set or frozenset of a pickle; members are not compared. */
export class PickleSet {
  constructor(readonly items: PickleValue[] = []) {}
}

/** A dict of a pickle, or a harmless subclass of it; keys that are objects are compared by identity. */
export class PickleDict {
  readonly entries = new Map<PickleValue, PickleValue>();

  /** `hasAttributes`: an OrderedDict, whose instance may carry attributes (torch stores `_metadata` so). */
  constructor(readonly hasAttributes = false) {}
}

/** A value that one of the allowed functions made: a tensor, a storage, a number type. */
export abstract class PickleObject {
  /** What it is called in messages. */
  abstract readonly kind: string;

  /** Takes the state a BUILD sets; false, or absent, where the object takes none of this form. */
  setState?(state: PickleValue): boolean;
}

/** A class or function of the allow-list, by name only: nothing is imported or run. */
export class AllowedGlobal {
  constructor(
    /** "module.name" as in the file. */
    readonly id: string,
    /** What REDUCE does instead of a call; absent for classes that are only named. */
    readonly call?: (args: readonly PickleValue[]) => PickleValue,
  ) {}
}

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleSet
  | PickleDict
  | PickleObject
  | AllowedGlobal;

/** A value's kind, for messages. */
export function kindOf(value: PickleValue): string {
  if (value === null) return 'None';
  if (value instanceof PickleTuple) return 'a tuple';
  if (value instanceof PickleList) return 'a list';
  if (value instanceof PickleSet) return 'a set';
  if (value instanceof PickleDict) return 'a dict';
  if (value instanceof PickleObject) return value.kind;
  if (value instanceof AllowedGlobal) return value.id;
  if (value instanceof Uint8Array) return 'bytes';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
