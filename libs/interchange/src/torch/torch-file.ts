import type { PickleValue } from '../pickle/values.js';

/** What a .pth file holds, with the file still open behind its tensors. */
export interface TorchFile {
  readonly file: string;
  /** `zip`: torch 1.6 and later; `legacy`: before, or `_use_new_zipfile_serialization=False`. */
  readonly format: 'zip' | 'legacy';
  readonly value: PickleValue;
  readonly close: () => void;
}
