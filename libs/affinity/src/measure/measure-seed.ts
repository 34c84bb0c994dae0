import { readLayer, type TaskScores, type TaskThresholds } from '@metasparse/sparsity';
import { type Levels, countLevels, keptSums, levelsOf } from './levels.js';
import { measureLayer } from './measure-layer.js';
import { type SeedMeasures, taskPairs } from './measures.js';

/**
 * Reduces one seed's scores to the measures that similarity is computed from: one pass over the backbone's scores of
 * all tasks, one layer at a time, for all keep ratios, pairs, metrics and weightings together.
 *
 * @param scores the tasks' scores of one seed; the layers may be read lazily.
 * @param thresholds `selectThresholds` of each task, in the same order and with the same keep ratios.
 * @param pairs indices of the tasks to compare; without them all pairs of different tasks.
 * @throws RangeError for fewer than one task, backbones that differ, or thresholds that do not belong to the scores.
 */
export function measureSeed(
  scores: readonly TaskScores[],
  thresholds: readonly TaskThresholds[],
  pairs: SeedMeasures['pairs'] = taskPairs(scores.length),
): SeedMeasures {
  const first = checkedFirst(scores, thresholds);
  const levels = thresholds.map(levelsOf);
  const backbone = first.layers.slice(0, first.backboneLayers);
  return {
    tasks: scores.map(({ task }) => task),
    pairs,
    keepRatios: (thresholds[0]?.thresholds ?? []).map(({ keepRatio }) => keepRatio),
    layers: backbone.map((layer, index) =>
      measureLayer(
        layer,
        index,
        scores.map((task) => readLayer(task, index)),
        levels,
        pairs,
      ),
    ),
    headKept: scores.map((task, t) => headKept(task, levels[t] as Levels)),
  };
}

function headKept(scores: TaskScores, { cuts, slots }: Levels): readonly number[] {
  const kept = slots.map(() => 0);
  for (let index = scores.backboneLayers; index < scores.layers.length; index++) {
    const values = readLayer(scores, index);
    keptSums(countLevels(values, 0, values.length, cuts), slots).forEach((count, ratio) => {
      kept[ratio] = (kept[ratio] ?? 0) + count;
    });
  }
  return kept;
}

function checkedFirst(scores: readonly TaskScores[], thresholds: readonly TaskThresholds[]): TaskScores {
  const [first] = scores;
  if (first === undefined) {
    throw new RangeError('0 tasks were given, at least 1 is needed');
  }
  const ratios = ratioList(thresholds[0]);
  scores.forEach((task, t) => {
    if (thresholds[t]?.task !== task.task || ratioList(thresholds[t]) !== ratios) {
      throw new RangeError(`thresholds ${t} have to be those of ${task.task} at keep ratios ${ratios}`);
    }
    if (backboneShape(task) !== backboneShape(first)) {
      throw new RangeError(`the backbones of ${first.task} and ${task.task} differ in layers or sizes`);
    }
  });
  return first;
}

function ratioList(thresholds: TaskThresholds | undefined): string {
  return (thresholds?.thresholds ?? []).map(({ keepRatio }) => keepRatio).join(', ');
}

function backboneShape(scores: TaskScores): string {
  return JSON.stringify(scores.layers.slice(0, scores.backboneLayers));
}
