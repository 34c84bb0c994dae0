import { kindOf, PickleTuple, type AllowedGlobal, type PickleValue } from '../pickle/values.js';
import type { PickleWorld } from '../pickle/pickle-machine.js';
import { broken, shownName } from '../refusal.js';
import type { TorchType } from './element-types.js';
import { TorchStorage, type StorageBytes } from './storage.js';
import { storageType, torchNames } from './torch-names.js';

/** A storage as its persistent id describes it: ('storage', class, key, device, elements). */
export interface StorageClaim {
  readonly key: string;
  readonly type: TorchType;
  readonly length: number;
}

/** What the names and storages of one checkpoint mean; each storage is made once. */
export class StorageTable implements PickleWorld {
  readonly #file: string;
  readonly #names: ReadonlyMap<string, AllowedGlobal>;
  readonly #bytesOf: (claim: StorageClaim) => StorageBytes;
  readonly #storages = new Map<string, TorchStorage>();

  /** `bytesOf` finds a storage's bytes, or throws InvalidDataError where the file has none or too few. */
  constructor(file: string, bytesOf: (claim: StorageClaim) => StorageBytes) {
    this.#file = file;
    this.#names = torchNames(file);
    this.#bytesOf = bytesOf;
  }

  get storages(): ReadonlyMap<string, TorchStorage> {
    return this.#storages;
  }

  global(module: string, name: string): AllowedGlobal | undefined {
    return this.#names.get(`${module}.${name}`);
  }

  persistent(id: PickleValue): PickleValue {
    const claim = this.#claim(id);
    const known = this.#storages.get(claim.key);
    if (known !== undefined) {
      if (known.type !== claim.type || known.length !== claim.length)
        throw broken(this.#file, `describes storage ${shownName(claim.key)} in two ways`);
      return known;
    }
    const made = new TorchStorage(claim.key, claim.type, claim.length, this.#bytesOf(claim));
    this.#storages.set(claim.key, made);
    return made;
  }

  #claim(id: PickleValue): StorageClaim {
    const items = id instanceof PickleTuple ? id.items : [];
    const [tag, storageClass, key, , length, view] = items;
    if (tag === 'module')
      throw broken(this.#file, 'refused: it is a whole pickled module with its source code', {
        hint: 'save its state_dict instead',
      });
    const type = storageClass === undefined ? undefined : storageType(storageClass);
    if (tag !== 'storage' || type === undefined || typeof key !== 'string' || typeof length !== 'number')
      throw broken(this.#file, `has a damaged pickle: a storage is named by ${kindOf(id)} that is none`);
    if (view !== undefined && view !== null)
      throw broken(this.#file, `refused: storage ${shownName(key)} is a view of another storage`);
    if (!Number.isSafeInteger(length) || length < 0)
      throw broken(this.#file, `has storage ${shownName(key)} with ${length} elements`);
    return { key, type, length };
  }
}
