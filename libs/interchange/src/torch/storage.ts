import { PickleObject } from '../pickle/values.js';
import type { TorchType } from './element-types.js';

/** The bytes behind a storage: little-endian, read in parts. */
export interface StorageBytes {
  /** Exactly `length` bytes from byte `offset` on. Throws InvalidDataError where the file is damaged. */
  readonly read: (offset: number, length: number) => Uint8Array;
}

/** A flat run of elements that tensors are views of; its bytes stay in the file until they are asked for. */
export class TorchStorage extends PickleObject {
  readonly kind = 'a storage';

  constructor(
    readonly key: string,
    readonly type: TorchType,
    /** Elements. */
    readonly length: number,
    readonly bytes: StorageBytes,
  ) {
    super();
  }
}
