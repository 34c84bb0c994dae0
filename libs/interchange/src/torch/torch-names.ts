import { badArguments, harmlessNames } from '../pickle/harmless-names.js';
import { AllowedGlobal, PickleDict, PickleTuple, type PickleValue } from '../pickle/values.js';
import { broken } from '../refusal.js';
import { TORCH_TYPES, type TorchType } from './element-types.js';
import { TorchStorage } from './storage.js';
import { TorchTensor } from './torch-tensor.js';

const STORAGE_TYPES: ReadonlyMap<string, TorchType> = new Map(
  (Object.keys(TORCH_TYPES) as TorchType[]).map((type) => [`torch.${TORCH_TYPES[type].storage}`, type]),
);

/** The element type a storage class stands for; undefined for any other value. */
export function storageType(value: PickleValue): TorchType | undefined {
  return value instanceof AllowedGlobal ? STORAGE_TYPES.get(value.id) : undefined;
}

/**
 * Every name a checkpoint may mention: torch's storages, types and rebuild functions for dense tensors, and the
 * harmless ones of Python and numpy. Each stands for code of ours.
 */
export function torchNames(file: string): ReadonlyMap<string, AllowedGlobal> {
  const calls: Readonly<Record<string, (args: readonly PickleValue[]) => PickleValue>> = {
    'torch._utils._rebuild_tensor_v2': (args) => rebuildTensor(file, args),
    'torch._utils._rebuild_tensor': (args) => rebuildTensor(file, args),
    'torch._utils._rebuild_parameter': (args) => wrappedTensor(file, args),
    'torch._utils._rebuild_parameter_with_state': (args) => wrappedTensor(file, args),
    'torch.Size': (args) => sizes(file, args),
    'torch.device': (args) => deviceName(file, args),
  };
  const types = Object.keys(TORCH_TYPES).map((type) => `torch.${type}`);
  return new Map([
    ...harmlessNames(file),
    ...[...STORAGE_TYPES.keys(), ...types].map((id) => [id, new AllowedGlobal(id)] as const),
    ...Object.entries(calls).map(([id, call]) => [id, new AllowedGlobal(id, call)] as const),
  ]);
}

/** (storage, offset, shape, strides, requires grad, backward hooks, metadata?) */
function rebuildTensor(file: string, args: readonly PickleValue[]): TorchTensor {
  const [storage, offset, shape, strides, , hooks] = args;
  const valid =
    storage instanceof TorchStorage &&
    typeof offset === 'number' &&
    shape instanceof PickleTuple &&
    strides instanceof PickleTuple;
  if (!valid || args.length < 4 || args.length > 7) throw badArguments(file, 'a tensor', args);
  refuseHooks(file, hooks);
  return TorchTensor.of(file, storage, { offset, shape: integers(shape), strides: integers(strides) });
}

/** (tensor, requires grad, backward hooks, state?): the tensor. */
function wrappedTensor(file: string, args: readonly PickleValue[]): TorchTensor {
  const [tensor, , hooks] = args;
  if (!(tensor instanceof TorchTensor) || args.length > 4) throw badArguments(file, 'a parameter', args);
  refuseHooks(file, hooks);
  return tensor;
}

function refuseHooks(file: string, hooks: PickleValue | undefined): void {
  if (hooks === undefined || hooks === null) return;
  if (!(hooks instanceof PickleDict) || hooks.entries.size > 0)
    throw broken(file, 'refused: a tensor of the file brings backward hooks, which are code');
}

function sizes(file: string, args: readonly PickleValue[]): PickleTuple {
  const [items] = args;
  if (!(items instanceof PickleTuple) || args.length > 1) throw badArguments(file, 'torch.Size', args);
  return items;
}

function deviceName(file: string, args: readonly PickleValue[]): string {
  const [kind, index] = args;
  if (typeof kind !== 'string' || args.length > 2) throw badArguments(file, 'torch.device', args);
  return typeof index === 'number' ? `${kind.slice(0, 40)}:${index}` : kind.slice(0, 40);
}

/** NaN where an item is not a plain number; the tensor's own check refuses it. */
function integers({ items }: PickleTuple): number[] {
  return items.slice(0, 64).map((item) => (typeof item === 'number' ? item : Number.NaN));
}
