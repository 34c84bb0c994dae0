import type { Kernels } from '@metasparse/scenenet';
import type { BitMask } from '@metasparse/sparsity';
import { allConvs, allTensors, type TrainedNet, type TrainedNorm } from './trained-net.js';
import {
  TENSOR_PARTS,
  hasPart,
  readPart,
  write,
  type TensorPart,
  type TrainedTensor,
} from './trained-tensor.js';

/** A tensor's part. `shape` is the host's, O,I,H,W for convolution weights; values row-major. */
export interface TensorEntry {
  readonly kind: TensorPart | 'statistic';
  /** Name in the original's module tree; a statistic ends in running_mean or running_var. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The mask of a convolution. */
export interface MaskEntry {
  readonly kind: 'mask';
  /** Name of the weight it masks, e.g. backbone.conv1.weight. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly mask: BitMask;
}

/** One piece of a run's state; all pieces together, with the counters, restore it to the bit. */
export type StateEntry = TensorEntry | MaskEntry;

const STATISTICS = ['running_mean', 'running_var'] as const;

/** A tensor's part or a mask that stays on the device until it is read. */
export type StatePiece =
  | (Omit<TensorEntry, 'values'> & { readonly read: () => Float32Array })
  | (Omit<MaskEntry, 'mask'> & { readonly read: () => BitMask });

/** Every part of every tensor, layer by layer, then the statistics and the masks. */
export function statePieces(kernels: Kernels, net: TrainedNet): StatePiece[] {
  return [
    ...allTensors(net).flatMap((tensor) => partsOf(kernels, tensor)),
    ...net.norms.flatMap((norm) => STATISTICS.map((statistic) => statisticOf(kernels, norm, statistic))),
    ...allConvs(net).flatMap(({ weight, mask }): StatePiece[] =>
      mask === null ? [] : [{ kind: 'mask', name: weight.name, shape: weight.shape, read: () => mask.mask }],
    ),
  ];
}

function partsOf(kernels: Kernels, tensor: TrainedTensor): StatePiece[] {
  const { name, shape } = tensor;
  return TENSOR_PARTS.filter((kind) => hasPart(kernels, tensor, kind)).map((kind) => ({
    kind,
    name,
    shape,
    read: () => readPart(kernels, tensor, kind) as Float32Array,
  }));
}

function statisticOf(
  kernels: Kernels,
  norm: TrainedNorm,
  statistic: (typeof STATISTICS)[number],
): StatePiece {
  return {
    kind: 'statistic',
    name: `${norm.name}.${statistic}`,
    shape: norm.gamma.shape,
    read: () => kernels.read(statistic === 'running_mean' ? norm.mean : norm.variance),
  };
}

/** The pieces read one after the other, only one on the host at a time. */
export function* readEntries(kernels: Kernels, net: TrainedNet): Generator<StateEntry> {
  for (const piece of statePieces(kernels, net))
    if (piece.kind === 'mask') yield { ...pieceHead(piece), kind: piece.kind, mask: piece.read() };
    else yield { ...pieceHead(piece), kind: piece.kind, values: piece.read() };
}

function pieceHead({ name, shape }: StatePiece): Pick<StateEntry, 'name' | 'shape'> {
  return { name, shape };
}

/** Sets one piece. @throws RangeError for a name the net does not have or another number of values. */
export function loadEntry(
  kernels: Kernels,
  net: TrainedNet,
  entry: StateEntry,
  setMask: (layer: string, mask: BitMask) => void,
): void {
  if (entry.kind === 'mask') {
    setMask(entry.name.replace(/\.weight$/, ''), entry.mask);
  } else if (entry.kind === 'statistic') {
    loadStatistic(kernels, net.norms, entry);
  } else {
    const tensor = allTensors(net).find(({ name }) => name === entry.name);
    if (tensor === undefined) throw new RangeError(`the net has no tensor ${entry.name}`);
    write(kernels, tensor, entry.kind, entry.values);
  }
}

function loadStatistic(kernels: Kernels, norms: readonly TrainedNorm[], entry: TensorEntry): void {
  const norm = norms.find(({ name }) =>
    STATISTICS.some((statistic) => `${name}.${statistic}` === entry.name),
  );
  if (norm === undefined) throw new RangeError(`the net has no statistic ${entry.name}`);
  const channels = norm.gamma.shape[0] as number;
  if (entry.values.length !== channels)
    throw new RangeError(`${entry.name} has ${channels} values, ${entry.values.length} were given`);
  const loaded = kernels.upload(Float32Array.from(entry.values), [channels]);
  if (entry.name.endsWith('running_mean')) {
    kernels.free(norm.mean);
    norm.mean = loaded;
  } else {
    kernels.free(norm.variance);
    norm.variance = loaded;
  }
}
