import { openByteSource } from '../byte-source.js';
import { openPth } from './import-state.js';
import type { OpenNetState } from './net-state.js';
import { openCheckpoint } from './open-checkpoint.js';

/** First byte of a zip archive, and of pickles of protocol 2 and later and of protocol 0. */
const TORCH_STARTS = [0x50, 0x80, 0x63, 0x28];
/** Bytes of the length in front of a safetensors header. */
const LENGTH_BYTES = 8;

/**
 * Opens a net of either kind, told by its first bytes: a .pth of torch.save (`key` as in `openPth`) or a safetensors
 * checkpoint. Throws NotFoundError, or InvalidDataError for a file that is neither or is damaged.
 */
export function openNet(path: string, key?: string): OpenNetState {
  return beginsAsSafetensors(path) ? openCheckpoint(path) : openPth(path, key);
}

function beginsAsSafetensors(path: string): boolean {
  const source = openByteSource(path);
  try {
    const start = source.read(0, Math.min(source.size, LENGTH_BYTES + 1));
    return start[LENGTH_BYTES] === 0x7b || !TORCH_STARTS.includes(start[0] ?? 0x50);
  } finally {
    source.close();
  }
}
