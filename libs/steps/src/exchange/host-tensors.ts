import { effectiveValues, type NetState } from '@metasparse/interchange';
import type { HostTensor, TensorSource } from '@metasparse/training';

/** All tensors of a net as evaluation mode computes with them, masks applied. */
export function hostTensors(state: NetState): Map<string, HostTensor> {
  const tensors = [...state.tensors].map(
    ([name, { shape }]) => [name, { shape, values: effectiveValues(state, name) }] as const,
  );
  return new Map(tensors);
}

/** The same, each tensor read when it is asked for: the net is never whole on the host. */
export function tensorSource(state: NetState): TensorSource {
  return {
    get: (name) => {
      const tensor = state.tensors.get(name);
      return tensor && { shape: tensor.shape, values: effectiveValues(state, name) };
    },
  };
}
