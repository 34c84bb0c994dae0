import { type LayerDescriptor } from '../scores/layer.js';
import { type BitMask } from './bit-mask.js';
import { type LayerMasks } from './layer-masks.js';
import { keptCount, unionOf } from './mask-sets.js';

/** Masks of the multitask network: the backbone keeps what any task keeps, each head what its own task keeps. */
export interface JoinedMasks {
  readonly backbone: readonly MaskedLayer[];
  readonly heads: readonly { readonly task: string; readonly layers: readonly MaskedLayer[] }[];
}

export interface MaskedLayer {
  readonly layer: LayerDescriptor;
  readonly mask: BitMask;
}

/**
 * Joins the tasks' masks as the original does (NOT(AND(NOT)) there, OR here).
 * @throws RangeError for no task, or tasks whose backbones differ in layers or sizes.
 */
export function joinMasks(tasks: readonly LayerMasks[]): JoinedMasks {
  const [first] = tasks;
  if (first === undefined) {
    throw new RangeError('0 tasks were given, at least 1 is needed');
  }
  const odd = tasks.find((task) => task.backboneLayers !== first.backboneLayers);
  if (odd !== undefined) {
    throw new RangeError(
      `${odd.task} has ${odd.backboneLayers} backbone layers, ${first.task} has ${first.backboneLayers}`,
    );
  }
  const backbone = first.layers.slice(0, first.backboneLayers).map((layer, index) => ({
    layer,
    mask: unionOf(tasks.map((task) => task.masks[index] as BitMask)),
  }));
  return { backbone, heads: tasks.map((task) => ({ task: task.task, layers: headOf(task) })) };
}

function headOf(task: LayerMasks): readonly MaskedLayer[] {
  return task.layers
    .map((layer, index) => ({ layer, mask: task.masks[index] as BitMask }))
    .slice(task.backboneLayers);
}

/** Kept weights of a layer or of several; sparsity is the fraction of zeros, density = 1 - sparsity. */
export interface Density {
  readonly weights: number;
  readonly kept: number;
  readonly density: number;
  readonly sparsity: number;
}

/** Density of every layer and of all together. */
export interface DensityReport {
  readonly layers: readonly (Density & { readonly name: string })[];
  readonly total: Density;
}

/** @throws RangeError for layers without a single weight in all. */
export function densityReport(layers: readonly MaskedLayer[]): DensityReport {
  const rows = layers.map(({ layer, mask }) => ({
    name: layer.name,
    ...density(mask.length, keptCount(mask)),
  }));
  const weights = rows.reduce((sum, row) => sum + row.weights, 0);
  const kept = rows.reduce((sum, row) => sum + row.kept, 0);
  return { layers: rows, total: density(weights, kept) };
}

/** All layers of the joined network, backbone first, then the heads in task order. */
export function joinedLayers(joined: JoinedMasks): readonly MaskedLayer[] {
  return [...joined.backbone, ...joined.heads.flatMap((head) => head.layers)];
}

/** Layers of one task's subnetwork. */
export function taskLayers(task: LayerMasks): readonly MaskedLayer[] {
  return task.layers.map((layer, index) => ({ layer, mask: task.masks[index] as BitMask }));
}

function density(weights: number, kept: number): Density {
  if (weights < 1) {
    throw new RangeError(`density of ${weights} weights is not defined, at least 1 is needed`);
  }
  return { weights, kept, density: kept / weights, sparsity: 1 - kept / weights };
}
