import { packMask, type BitMask } from '@metasparse/sparsity';
import { broken, shownName } from '../refusal.js';
import { openTorchFile } from '../torch/open-torch-file.js';
import { stateDictOf, type StateDict } from '../torch/state-dict.js';
import type { TorchFile } from '../torch/torch-file.js';
import type { TorchTensor } from '../torch/torch-tensor.js';
import type { NetMask, NetState, NetTensor, OpenNetState } from './net-state.js';
import { readCount } from './read-count.js';
import { refuseSharedElements } from './shared-elements.js';

const MASK = '_mask';
const RAW = '_orig';
const COUNT = '.num_batches_tracked';

/**
 * Opens a .pth file as a net: the state_dict wherever it is, DataParallel's prefix taken off, `weight_orig` +
 * `weight_mask` of torch.nn.utils.prune (or `weight` + `weight_mask`) turned into weight and mask. Other element
 * types become float32. Throws InvalidDataError or NotFoundError.
 */
export function openPth(path: string, key?: string): OpenNetState {
  const file = openTorchFile(path);
  try {
    return { ...netStateOf(file, key), close: file.close };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The net in a checkpoint that is open; it reads from it until that is closed. */
export function netStateOf(file: TorchFile, key?: string): Omit<OpenNetState, 'close'> {
  const dict = stateDictOf(file, key);
  refuseSharedElements(file.file, dict.tensors);
  const tensors = new Map<string, NetTensor>();
  const masks = new Map<string, NetMask>();
  const counts = new Map<string, number>();
  for (const [name, tensor] of dict.tensors) {
    if (name.endsWith(COUNT)) counts.set(name, readCount(file.file, name, tensor));
    else if (name.endsWith(MASK)) masks.set(...maskEntry(file.file, name, dict));
    else tensors.set(...valueEntry(file.file, name, dict));
  }
  const state: NetState = { tensors, masks, counts, meta: {} };
  return { state, notes: notesOn(dict, masks.size) };
}

function valueEntry(file: string, name: string, { tensors }: StateDict): [string, NetTensor] {
  const tensor = tensors.get(name) as TorchTensor;
  const pruned = name.endsWith(RAW) ? name.slice(0, -RAW.length) : undefined;
  if (pruned !== undefined && !tensors.has(pruned + MASK))
    throw broken(file, `has ${shownName(name)} without ${shownName(pruned + MASK)}`, { field: name });
  if (pruned !== undefined && tensors.has(pruned))
    throw broken(file, `has both ${shownName(name)} and ${shownName(pruned)}`, { field: name });
  return [pruned ?? name, { shape: tensor.shape, read: () => tensor.float32() }];
}

function maskEntry(file: string, name: string, { tensors }: StateDict): [string, NetMask] {
  const mask = tensors.get(name) as TorchTensor;
  const parameter = name.slice(0, -MASK.length);
  const masked = tensors.get(parameter + RAW) ?? tensors.get(parameter);
  if (masked === undefined)
    throw broken(file, `has ${shownName(name)} without a weight it belongs to`, { field: name });
  if (masked.shape.join() !== mask.shape.join())
    throw broken(
      file,
      `has ${shownName(name)} of shape [${mask.shape.join(', ')}] for a weight of [${masked.shape.join(', ')}]`,
      { field: name },
    );
  return [parameter, { shape: mask.shape, read: () => bits(file, name, mask) }];
}

function bits(file: string, name: string, mask: TorchTensor): BitMask {
  const values = mask.float32();
  const odd = values.find((value) => value !== 0 && value !== 1);
  if (odd !== undefined)
    throw broken(file, `has ${odd} in ${shownName(name)}; a mask holds 0 and 1`, { field: name, value: odd });
  return packMask(values);
}

function notesOn({ tensors, path, prefix, leftOut }: StateDict, masks: number): string[] {
  const types = [...new Set([...tensors].filter(([name]) => isValue(name)).map(([, { type }]) => type))];
  const converted = types.filter((type) => type !== 'float32');
  return [
    ...(path.length > 0 ? [`The net is the entry ${shownName(path.join('.'))} of the file.`] : []),
    ...(prefix === '' ? [] : [`The prefix ${shownName(prefix)} was taken off every name.`]),
    ...(masks > 0 ? [`${masks} weights have a mask.`] : []),
    ...(converted.length > 0 ? [`Values stored as ${converted.join(', ')} became float32.`] : []),
    ...(leftOut.length > 0
      ? [`Left out, as they are no tensors: ${leftOut.slice(0, 5).map(shownName).join(', ')}.`]
      : []),
  ];
}

function isValue(name: string): boolean {
  return !name.endsWith(MASK) && !name.endsWith(COUNT);
}
