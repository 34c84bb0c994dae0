import { readLayer, type TaskScores, type TaskThresholds, weightCount } from '@metasparse/sparsity';
import { CHUNK, keptSums, type Levels, levelsOf, writeLevels } from './levels.js';

/** How much of one task's saliency lies inside another's mask. */
export interface DirectedShares {
  /** Index of the task whose mask it is. */
  readonly mask: number;
  /** Index of the task whose saliency it is. */
  readonly saliency: number;
  /** inside[ratio][layer]: sum of the scores of kept weights. */
  readonly inside: readonly (readonly number[])[];
  /** whole[layer]: sum of all scores. */
  readonly whole: readonly number[];
}

/**
 * Sums of each task's scores inside every other task's mask, by backbone layer and keep ratio, in one pass, one layer at a time.
 * Sums are float64 in element order.
 */
export function measureDirected(
  scores: readonly TaskScores[],
  thresholds: readonly TaskThresholds[],
): readonly DirectedShares[] {
  const levels = thresholds.map(levelsOf);
  const tasks = scores.map((_, t) => t);
  const pairs = tasks.flatMap((mask) =>
    tasks.filter((task) => task !== mask).map((saliency) => ({ mask, saliency })),
  );
  const layers = Array.from({ length: scores[0]?.backboneLayers ?? 0 }, (_, index) =>
    layerSums(scores, levels, index),
  );
  const ratios = levels[0]?.slots ?? [];
  return pairs.map(({ mask, saliency }) => ({
    mask,
    saliency,
    inside: ratios.map((_, k) => layers.map((layer) => layer[mask]?.[saliency]?.[k] ?? 0)),
    whole: layers.map((layer) => layer[saliency]?.[saliency]?.[ratios.length] ?? 0),
  }));
}

/** sums[mask][saliency]: at each keep ratio, then over all weights. */
function layerSums(
  scores: readonly TaskScores[],
  levels: readonly Levels[],
  index: number,
): readonly (readonly (readonly number[])[])[] {
  const values = scores.map((task) => readLayer(task, index));
  const weights = weightCount(scores[0]?.layers[index] ?? { name: '', shape: [0, 0, 0, 0] });
  const level = new Uint8Array(CHUNK);
  return levels.map(({ cuts, slots }, mask) => {
    const perLevel = values.map(() => new Float64Array(cuts.length + 1));
    for (let start = 0; start < weights; start += CHUNK) {
      const end = Math.min(weights, start + CHUNK);
      writeLevels(values[mask] as Float32Array, start, end, cuts, level);
      values.forEach((task, t) => {
        addByLevel(perLevel[t] as Float64Array, task, start, end, level);
      });
    }
    return perLevel.map((sums) => [...keptSums(sums, slots), sums.reduce((sum, value) => sum + value, 0)]);
  });
}

function addByLevel(
  sums: Float64Array,
  values: Float32Array,
  start: number,
  end: number,
  level: Uint8Array,
): void {
  for (let i = start; i < end; i++) {
    const reached = level[i - start] as number;
    sums[reached] = (sums[reached] as number) + (values[i] as number);
  }
}
