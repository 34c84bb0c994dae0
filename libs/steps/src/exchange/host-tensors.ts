import { effectiveValues, type NetState } from '@metasparse/interchange';
import type { HostTensor } from '@metasparse/training';

/** All tensors of a net as evaluation mode computes with them, masks applied. */
export function hostTensors(state: NetState): Map<string, HostTensor> {
  const tensors = [...state.tensors].map(
    ([name, { shape }]) => [name, { shape, values: effectiveValues(state, name) }] as const,
  );
  return new Map(tensors);
}
