import type { Batch, Compat, DropoutCounters, SceneNet, Task } from '@metasparse/scenenet';
import { SaliencyPass, keptCount, packMask, unpackMask, type BitMask } from '@metasparse/sparsity';
import { withCurrentNet } from '../step/masked-net.js';
import { allConvs, type TrainedConv } from '../step/trained-net.js';
import { readPart, write, type TensorPart } from '../step/trained-tensor.js';
import type { Trainer } from '../step/trainer.js';
import { drop } from './drop.js';
import { grow } from './grow.js';

export interface DynamicSettings {
  /** Density of every convolution by layer name. */
  readonly densities: ReadonlyMap<string, number>;
  /** Images per slice when gradients are measured; the whole batch is used, whatever its size. */
  readonly slice: number;
  /** Value of a weight that grows: zero with fresh moments (RigL), or what it was when it was dropped. */
  readonly grownWeights: 'zero' | 'stale';
  /** `reference`: gradients of the dense stale net, overshoot, slices beyond 16 images ignored (quirks 4, 6, 15). */
  readonly compat: Compat;
}

/** Kept weights of a layer around one update. */
export interface LayerUpdate {
  readonly name: string;
  readonly weights: number;
  readonly before: number;
  readonly dropped: number;
  /** Weights it is short of its density after the drop. */
  readonly wanted: number;
  readonly grown: number;
}

/** Images of the original's slices together. */
const PUBLISHED_IMAGES = 16;

/** Prunes every layer to d (1 - rate) by magnitude; `settle` is this with rate 0. */
export function dropLayers(trainer: Trainer, settings: DynamicSettings, rate: number): LayerUpdate[] {
  return allConvs(trainer.net).map((conv) => {
    const { kernels } = trainer.context;
    const { name } = conv.layer;
    const mask = maskOf(conv);
    const weights = readPart(kernels, conv.weight, 'value') as Float32Array;
    const after = drop(weights, mask, settings.densities.get(name) ?? 1, rate);
    if (after !== mask) trainer.setMask(name, after);
    const before = keptCount(mask);
    return { name, weights: mask.length, before, dropped: before - keptCount(after), wanted: 0, grown: 0 };
  });
}

/**
 * Drop and grow before a step, on the batch of that step (reference section 4): per task the sum over slices of
 * |dL/dw|, not multiplied by the weight; heads grow by their own task, the backbone by all joined.
 */
export function updateMasks(
  trainer: Trainer,
  settings: DynamicSettings,
  rate: number,
  batch: Batch,
  dropout: DropoutCounters | null,
): LayerUpdate[] {
  const dropped = dropLayers(trainer, settings, rate);
  const masks = settings.compat === 'reference' ? 'ones' : 'on';
  const growths = withCurrentNet(trainer, masks, (net) => {
    const pass = new SaliencyPass(trainer.context, net, trainer.settings.losses);
    try {
      for (const [i, slice] of slices(batch, settings).entries())
        pass.addBatch(slice, sliceDropout(dropout, slice, i));
      return growLayers(trainer, settings, net, pass);
    } finally {
      pass.free();
    }
  });
  for (const { conv, mask, before } of growths) applyGrowth(trainer, settings, conv, before, mask);
  return dropped.map((layer, l) => {
    const { wanted = 0, grown = 0 } = growths[l] ?? {};
    return { ...layer, wanted, grown };
  });
}

/** Cuts a batch into slices of `settings.slice` images; the last may be smaller. */
export function slices(batch: Batch, { slice, compat }: Pick<DynamicSettings, 'slice' | 'compat'>): Batch[] {
  const samples = compat === 'reference' ? batch.samples.slice(0, PUBLISHED_IMAGES) : batch.samples;
  return Array.from({ length: Math.ceil(samples.length / slice) }, (_, i) => ({
    ...batch,
    samples: samples.slice(i * slice, (i + 1) * slice),
  }));
}

interface LayerGrowth {
  readonly conv: TrainedConv;
  readonly before: BitMask;
  readonly mask: BitMask;
  readonly wanted: number;
  readonly grown: number;
}

function growLayers(
  trainer: Trainer,
  settings: DynamicSettings,
  net: SceneNet,
  pass: SaliencyPass,
): LayerGrowth[] {
  const tasks = net.heads.map(({ task }) => task);
  const layer = (conv: TrainedConv, asked: readonly Task[]): LayerGrowth => {
    const { name } = conv.layer;
    const before = maskOf(conv);
    const gradients = asked.map((task) => pass.gradientSums(task, name));
    return { conv, before, ...grow(gradients, before, settings.densities.get(name) ?? 1, settings.compat) };
  };
  return [
    ...trainer.net.convs.map((conv) => layer(conv, tasks)),
    ...trainer.net.heads.flatMap(({ task, branches }) => branches.flat().map((conv) => layer(conv, [task]))),
  ];
}

function applyGrowth(
  trainer: Trainer,
  { grownWeights }: DynamicSettings,
  conv: TrainedConv,
  before: BitMask,
  after: BitMask,
): void {
  if (keptCount(after) === keptCount(before)) return;
  trainer.setMask(conv.layer.name, after);
  if (grownWeights === 'stale') return;
  const [old, now] = [unpackMask(before), unpackMask(after)];
  const parts: readonly TensorPart[] = ['value', 'first_moment', 'second_moment', 'average'];
  for (const part of parts) {
    const values = readPart(trainer.context.kernels, conv.weight, part);
    if (values === null) continue;
    for (let i = 0; i < values.length; i++) if (now[i] === 1 && old[i] === 0) values[i] = 0;
    write(trainer.context.kernels, conv.weight, part, values);
  }
}

function sliceDropout(dropout: DropoutCounters | null, slice: Batch, index: number): DropoutCounters | null {
  if (dropout === null) return null;
  // Another draw than the step's own forward: the slice number is folded into the seed.
  return { ...dropout, seed: dropout.seed + index + 1, batchSize: slice.samples.length };
}

function maskOf({ layer, mask }: TrainedConv): BitMask {
  if (mask !== null) return mask.mask;
  const length = layer.shape.reduce((product, n) => product * n, 1);
  return packMask(new Uint8Array(length).fill(1));
}
