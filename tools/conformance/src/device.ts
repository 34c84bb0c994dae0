import type { Kernels } from '@metasparse/scenenet';
import { openDevice } from '@metasparse/tf-native';

let opened: Kernels | undefined;

/** The process's kernels; a check must leave `live()` as it found it. */
export function kernels(): Kernels {
  opened ??= openDevice('auto').kernels;
  return opened;
}
