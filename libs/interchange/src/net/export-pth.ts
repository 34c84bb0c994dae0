import type { NetPlan } from '@metasparse/scenenet';
import { unpackMask } from '@metasparse/sparsity';
import { writeTorchZip, type TorchEntry } from '../torch/write-torch-zip.js';
import { checkNet } from './check-net.js';
import { netEntries, type NetEntry } from './net-names.js';
import { effectiveValues, elements, type NetState, type NetTensor } from './net-state.js';

export interface PthOptions {
  /**
   * `pruned`: every convolution as `weight_orig` and `weight_mask`, the form of torch.nn.utils.prune that the
   * original's pruned nets load; `dense`: plain weights, masks multiplied in. Default: pruned if there is any mask.
   */
  readonly form?: 'pruned' | 'dense';
  /** Puts `module.` before every name, as nn.DataParallel has it (the original's Taskonomy nets). */
  readonly dataParallel?: boolean;
}

/**
 * Writes a net as a .pth file that the original's load_state_dict(strict=True) takes, entries in the original's
 * order. `file` names the state's origin in messages. Throws InvalidDataError where the state is not that of `plan`.
 */
export async function writePth(
  path: string,
  file: string,
  state: NetState,
  plan: NetPlan,
  options: PthOptions = {},
): Promise<void> {
  checkNet(file, state, plan);
  const { form = state.masks.size > 0 ? 'pruned' : 'dense', dataParallel = false } = options;
  const entries = netEntries(plan);
  const ordered =
    form === 'pruned' ? prunedOrder(entries, state) : entries.map((entry) => denseEntry(entry, state));
  const prefix = dataParallel ? 'module.' : '';
  await writeTorchZip(
    path,
    ordered.map((entry) => ({ ...entry, name: prefix + entry.name })),
  );
}

function denseEntry(entry: NetEntry, state: NetState): TorchEntry {
  if (entry.kind === 'count') return countEntry(entry, state);
  return floatEntry(entry.name, entry.shape, () => effectiveValues(state, entry.name));
}

/** torch deletes the pruned parameter and adds it again, so that a head's bias comes before its weight. */
function prunedOrder(entries: readonly NetEntry[], state: NetState): TorchEntry[] {
  const biases = new Map(entries.filter(({ kind }) => kind === 'bias').map((entry) => [entry.name, entry]));
  return entries.flatMap((entry) => {
    if (entry.kind === 'bias') return [];
    if (entry.kind !== 'weight') return [denseEntry(entry, state)];
    const bias = biases.get(entry.name.replace(/weight$/, 'bias'));
    return [...(bias === undefined ? [] : [denseEntry(bias, state)]), ...maskedEntries(entry, state)];
  });
}

function maskedEntries({ name, shape }: NetEntry, state: NetState): TorchEntry[] {
  const weight = state.tensors.get(name) as NetTensor;
  const mask = state.masks.get(name);
  const kept = (): Float32Array =>
    mask === undefined
      ? new Float32Array(elements(shape)).fill(1)
      : Float32Array.from(unpackMask(mask.read()));
  return [floatEntry(`${name}_orig`, shape, () => weight.read()), floatEntry(`${name}_mask`, shape, kept)];
}

function floatEntry(name: string, shape: readonly number[], values: () => Float32Array): TorchEntry {
  return { name, type: 'float32', shape, read: () => bytesOf(values()) };
}

function countEntry({ name, shape }: NetEntry, { counts }: NetState): TorchEntry {
  return { name, type: 'int64', shape, read: () => bytesOf(BigInt64Array.of(BigInt(counts.get(name) ?? 0))) };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
