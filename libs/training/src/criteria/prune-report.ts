import { backboneLayers, pooledSize, type NetPlan } from '@metasparse/scenenet';
import {
  joinedLayers,
  keptByBoth,
  keptCount,
  type JoinedMasks,
  type LayerDescriptor,
  type LayerMasks,
} from '@metasparse/sparsity';

/** What pruning leaves of one convolution. */
export interface LayerReport {
  readonly name: string;
  readonly weights: number;
  readonly kept: number;
  readonly density: number;
  /** Multiply-adds times two for one image, dense and with the kept weights only. */
  readonly flops: number;
  readonly keptFlops: number;
  /** Output channels whose filter keeps nothing. */
  readonly emptyFilters: number;
  /** Of the kept weights the fraction that each task's own mask keeps; a head has its own task alone. */
  readonly shares: Readonly<Record<string, number>>;
}

export interface PruneReport {
  readonly layers: readonly LayerReport[];
  readonly backbone: Totals;
  readonly net: Totals;
}

export interface Totals {
  readonly weights: number;
  readonly kept: number;
  readonly sparsity: number;
  readonly flops: number;
  readonly keptFlops: number;
}

/** Counts of every layer of the joined net for an image of `height` x `width` pixels. */
export function pruneReport(
  plan: NetPlan,
  joined: JoinedMasks,
  tasks: readonly LayerMasks[],
  height: number,
  width: number,
): PruneReport {
  const pixels = outputPixels(plan, height, width);
  const layers = joinedLayers(joined).map(({ layer, mask }): LayerReport => {
    const kept = keptCount(mask);
    const positions = pixels(layer.name);
    return {
      name: layer.name,
      weights: mask.length,
      kept,
      density: kept / mask.length,
      flops: 2 * mask.length * positions,
      keptFlops: 2 * kept * positions,
      emptyFilters: emptyFilters(layer, mask.bytes),
      shares: shares(layer.name, tasks, mask, kept),
    };
  });
  return { layers, backbone: totals(layers.slice(0, joined.backbone.length)), net: totals(layers) };
}

/** Output positions of a layer by its name: stride 2 in the stem, the pool and the first block of segment 1. */
export function outputPixels(
  { widths }: Pick<NetPlan, 'widths'>,
  height: number,
  width: number,
): (layerName: string) => number {
  const stem = [height, width].map((n) => Math.floor((n - 1) / 2) + 1);
  const pooled = stem.map(pooledSize);
  const feature = pooled.map((n) => Math.floor((n - 1) / 2) + 1);
  const area = ([h = 0, w = 0]: readonly number[]): number => h * w;
  const [first] = backboneLayers(widths);
  return (name) => {
    if (name === first?.name) return area(stem);
    return area(name.startsWith('backbone.blocks.0.') ? pooled : feature);
  };
}

function shares(
  name: string,
  tasks: readonly LayerMasks[],
  joined: LayerMasks['masks'][number],
  kept: number,
): Record<string, number> {
  return Object.fromEntries(
    tasks.flatMap(({ task, layers, masks }) => {
      const mask = masks[layers.findIndex((layer) => layer.name === name)];
      return mask === undefined ? [] : [[task, kept === 0 ? 0 : keptByBoth(mask, joined) / kept] as const];
    }),
  );
}

function emptyFilters({ shape: [out, into, height, width] }: LayerDescriptor, bytes: Uint8Array): number {
  const size = into * height * width;
  let empty = 0;
  for (let filter = 0; filter < out; filter++)
    if (!anyBit(bytes, filter * size, (filter + 1) * size)) empty++;
  return empty;
}

/** Whether a bit in [from, to) is set, most significant bit of each byte first. */
function anyBit(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to;) {
    if ((i & 7) === 0 && i + 8 <= to) {
      if (bytes[i >>> 3] !== 0) return true;
      i += 8;
    } else {
      if ((((bytes[i >>> 3] as number) >>> (7 - (i & 7))) & 1) === 1) return true;
      i++;
    }
  }
  return false;
}

function totals(layers: readonly LayerReport[]): Totals {
  const sum = (of: (layer: LayerReport) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  const [weights, kept] = [sum((l) => l.weights), sum((l) => l.kept)];
  return {
    weights,
    kept,
    sparsity: 1 - kept / weights,
    flops: sum((l) => l.flops),
    keptFlops: sum((l) => l.keptFlops),
  };
}
