import { filterSize, type LayerDescriptor, weightCount } from '@metasparse/sparsity';
import { CHUNK, type Levels, countLevels, keptSums, writeLevels } from './levels.js';
import type { LayerMeasure, PairLayerMeasure, TaskLayerMeasure } from './measures.js';

/** One task's part of a chunk: its levels and normalised saliencies, and its sums per level so far. */
interface TaskChunk {
  readonly levels: Levels;
  readonly level: Uint8Array;
  readonly saliency: Float32Array;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

interface PairSums {
  readonly a: TaskChunk;
  readonly b: TaskChunk;
  readonly counts: Float64Array;
  readonly dots: Float64Array;
}

/**
 * Reads a layer's scores of all tasks once and gives counts, squares and products at every keep ratio, for every
 * task and pair. Saliencies are float32(score / norm) as in the original; sums are float64 in element order.
 *
 * @param scores one array per task, all of the layer's length, in task order.
 * @param index number of the layer in the backbone.
 */
export function measureLayer(
  layer: LayerDescriptor,
  index: number,
  scores: readonly Float32Array[],
  levels: readonly Levels[],
  pairs: readonly (readonly [number, number])[],
): LayerMeasure {
  const tasks = levels.map(taskChunk);
  const pairSums = pairs.map(([a, b]) => pairOf(tasks[a] as TaskChunk, tasks[b] as TaskChunk));
  const weights = weightCount(layer);
  for (let start = 0; start < weights; start += CHUNK) {
    const end = Math.min(weights, start + CHUNK);
    tasks.forEach((task, t) => {
      addTask(task, scores[t] as Float32Array, start, end);
    });
    for (const pair of pairSums) {
      addPair(pair, end - start);
    }
  }
  return {
    name: layer.name,
    weights,
    filterWeights: filterSize(layer),
    tasks: tasks.map((task, t) =>
      taskMeasure(task, keptInOwnFilter(layer, index, scores[t] as Float32Array, task.levels)),
    ),
    pairs: pairSums.map(pairMeasure),
  };
}

function taskChunk(levels: Levels): TaskChunk {
  const count = levels.cuts.length + 1;
  return {
    levels,
    level: new Uint8Array(CHUNK),
    saliency: new Float32Array(CHUNK),
    counts: new Float64Array(count),
    sums: new Float64Array(count),
    squares: new Float64Array(count),
  };
}

function pairOf(a: TaskChunk, b: TaskChunk): PairSums {
  return { a, b, counts: new Float64Array(a.counts.length), dots: new Float64Array(a.counts.length) };
}

function addTask(task: TaskChunk, scores: Float32Array, start: number, end: number): void {
  const { level, saliency, counts, sums, squares } = task;
  const { cuts, normFactor } = task.levels;
  writeLevels(scores, start, end, cuts, level);
  for (let i = 0; i < end - start; i++) {
    const reached = level[i] as number;
    const value = Math.fround((scores[start + i] as number) / normFactor);
    saliency[i] = value;
    counts[reached] = (counts[reached] as number) + 1;
    sums[reached] = (sums[reached] as number) + value;
    squares[reached] = (squares[reached] as number) + value * value;
  }
}

function addPair({ a, b, counts, dots }: PairSums, length: number): void {
  const [levelA, levelB, saliencyA, saliencyB] = [a.level, b.level, a.saliency, b.saliency];
  for (let i = 0; i < length; i++) {
    const inA = levelA[i] as number;
    const inB = levelB[i] as number;
    const shared = inA < inB ? inA : inB;
    counts[shared] = (counts[shared] as number) + 1;
    dots[shared] = (dots[shared] as number) + (saliencyA[i] as number) * (saliencyB[i] as number);
  }
}

function keptInOwnFilter(
  layer: LayerDescriptor,
  index: number,
  scores: Float32Array,
  levels: Levels,
): readonly number[] | null {
  if (index >= layer.shape[0]) {
    return null;
  }
  const size = filterSize(layer);
  return keptSums(countLevels(scores, index * size, (index + 1) * size, levels.cuts), levels.slots);
}

function taskMeasure(task: TaskChunk, own: readonly number[] | null): TaskLayerMeasure {
  const { slots } = task.levels;
  return {
    kept: keptSums(task.counts, slots),
    keptInOwnFilter: own,
    sum: sum(task.sums),
    maskedSum: keptSums(task.sums, slots),
    square: sum(task.squares),
    maskedSquare: keptSums(task.squares, slots),
  };
}

function pairMeasure({ a, counts, dots }: PairSums): PairLayerMeasure {
  const { slots } = a.levels;
  return { both: keptSums(counts, slots), dot: sum(dots), maskedDot: keptSums(dots, slots) };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
