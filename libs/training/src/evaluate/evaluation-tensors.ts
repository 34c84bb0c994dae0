import { unpackMask } from '@metasparse/sparsity';
import type { HostTensor } from '../compact/apply.js';
import type { StateEntry } from '../step/state.js';

/**
 * The tensors of evaluation mode out of a training state: values (or their running averages, where they are kept)
 * times masks, and running statistics. Optimiser state is passed over.
 */
export function evaluationTensors(
  entries: Iterable<StateEntry>,
  weights: 'value' | 'average' = 'value',
): Map<string, HostTensor> {
  const tensors = new Map<string, HostTensor>();
  for (const entry of entries) {
    if (entry.kind === 'mask') applyMask(tensors, entry.name, unpackMask(entry.mask));
    else if (entry.kind === weights || entry.kind === 'statistic')
      tensors.set(entry.name, { shape: entry.shape, values: entry.values });
  }
  return tensors;
}

function applyMask(tensors: Map<string, HostTensor>, name: string, kept: Uint8Array): void {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`the mask of ${name} comes before its weight`);
  const values = tensor.values.map((value, i) => (kept[i] === 1 ? value : 0));
  tensors.set(name, { shape: tensor.shape, values });
}
