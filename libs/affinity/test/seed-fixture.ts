import { streamKey, uniform } from '@metasparse/scenenet';
import {
  flatScores,
  selectThresholds,
  type LayerDescriptor,
  type TaskScores,
  weightCount,
} from '@metasparse/sparsity';
import { measureSeed } from '../src/measure/measure-seed.js';
import type { SeedMeasures } from '../src/measure/measures.js';

/** Seven layers, six of the backbone with at least six filters each, one of the head. */
export const LAYERS: readonly LayerDescriptor[] = [
  { name: 'backbone.conv1', shape: [6, 3, 3, 3] },
  { name: 'backbone.a', shape: [8, 6, 3, 3] },
  { name: 'backbone.b', shape: [8, 8, 3, 3] },
  { name: 'backbone.c', shape: [8, 8, 1, 1] },
  { name: 'backbone.d', shape: [9, 8, 5, 1] },
  { name: 'backbone.e', shape: [7, 9, 3, 3] },
  { name: 'head', shape: [4, 7, 1, 1] },
];
export const BACKBONE = 6;

/** Scores of one task, drawn from counters: a factor the tasks share times one of the task's own. */
export function drawnScores(
  task: string,
  own: number,
  salt = 0,
  layers = LAYERS,
  backbone = BACKBONE,
): TaskScores {
  const values = layers.flatMap((layer, l) =>
    Array.from({ length: weightCount(layer) }, (_, e) =>
      Math.fround(uniform(streamKey(l, salt), e) * uniform(streamKey(100 * own + l, salt), e)),
    ),
  );
  return flatScores(task, layers, backbone, Float32Array.from(values));
}

export function measured(scores: readonly TaskScores[], keepRatios: readonly number[]): SeedMeasures {
  return measureSeed(
    scores,
    scores.map((task) => selectThresholds(task, keepRatios)),
  );
}
