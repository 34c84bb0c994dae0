import { type LayerDescriptor, weightCount } from './layer.js';

/**
 * The scores of one task and one seed: accumulated |w · dL/dw| (not normalised), one array per layer in O,I,H,W
 * element order, the shared backbone's layers first, then the task's own head. `layer` may read from memory or from
 * a file; every function here asks for one layer at a time and keeps none.
 */
export interface TaskScores {
  readonly task: string;
  readonly layers: readonly LayerDescriptor[];
  /** How many of `layers` belong to the backbone. */
  readonly backboneLayers: number;
  layer(index: number): Float32Array;
}

/** Scores held in memory. @throws RangeError where an array does not fill its layer. */
export function memoryScores(
  task: string,
  layers: readonly LayerDescriptor[],
  backboneLayers: number,
  arrays: readonly Float32Array[],
): TaskScores {
  if (arrays.length !== layers.length) {
    throw new RangeError(`${task}: ${arrays.length} score arrays for ${layers.length} layers`);
  }
  const scores = {
    task,
    layers,
    backboneLayers,
    layer: (index: number) => arrays[index] ?? missing(task, index),
  };
  layers.forEach((_, index) => readLayer(scores, index));
  return scores;
}

/**
 * Scores stored as one array, all layers in order without gaps; the layers are views, nothing is copied.
 * @throws RangeError where the lengths differ.
 */
export function flatScores(
  task: string,
  layers: readonly LayerDescriptor[],
  backboneLayers: number,
  flat: Float32Array,
): TaskScores {
  const total = layers.reduce((sum, layer) => sum + weightCount(layer), 0);
  if (total !== flat.length) {
    throw new RangeError(`${task}: ${flat.length} scores for layers of ${total} weights`);
  }
  let start = 0;
  const arrays = layers.map((layer) => flat.subarray(start, (start += weightCount(layer))));
  return memoryScores(task, layers, backboneLayers, arrays);
}

/** Layer `index` of the scores. @throws RangeError where its length is not that of the layer. */
export function readLayer(scores: TaskScores, index: number): Float32Array {
  const layer = scores.layers[index] ?? missing(scores.task, index);
  const values = scores.layer(index);
  if (values.length !== weightCount(layer)) {
    throw new RangeError(
      `${scores.task}, layer ${index} (${layer.name}): ${values.length} scores for ${weightCount(layer)} weights`,
    );
  }
  return values;
}

/** Weights of all layers: the n of int(n * keepRatio). */
export function totalWeights(scores: TaskScores): number {
  return scores.layers.reduce((sum, layer) => sum + weightCount(layer), 0);
}

function missing(task: string, index: number): never {
  throw new RangeError(`${task}: there is no layer ${index}`);
}
