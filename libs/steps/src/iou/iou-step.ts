import { join } from 'node:path';
import { buildMaskIouFile, maskIou, type MaskIou, type MaskIouFile } from '@metasparse/affinity';
import { InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import { backboneLayers, scaledWidths, weightCount, type Compat } from '@metasparse/scenenet';
import {
  selectThresholds,
  topKMasks,
  totalWeights,
  type LayerMasks,
  type TaskScores,
} from '@metasparse/sparsity';
import { openScores } from '../similarity/stored-scores.js';
import type { FinishedSimilarity } from './finished-run.js';

export interface IouSettings {
  /** Fraction of a task's weights, backbone and head together, that its mask keeps: above 0 and at most 1. */
  readonly keepRatio: number;
  readonly compat: Compat;
}

/**
 * The weights that all tasks of a finished run share, per backbone layer, from its saliencies; every seed and their
 * mean. Holds one seed's packed masks. Nothing is drawn or timed: the same run gives the same bytes.
 * @throws InvalidArgumentError for a keep ratio out of bounds and InvalidDataError for saliencies that
 *   are missing, damaged or not whole.
 */
export function iouStep(run: FinishedSimilarity, settings: IouSettings): MaskIouFile {
  const { dataset, tasks, seeds, batches, batchSize, width } = run;
  checkKeepRatio(settings.keepRatio);
  const results = seeds.map((seed) => seedIou(run, seed, settings));
  const weights = backboneLayers(scaledWidths(width)).map(weightCount);
  return buildMaskIouFile({ dataset, tasks, seeds, batches, batchSize, ...settings }, weights, results);
}

function seedIou(run: FinishedSimilarity, seed: number, { keepRatio, compat }: IouSettings): MaskIou {
  const path = join(run.folder, 'saliency', `seed-${seed}.safetensors`);
  const stored = openScores(path, run);
  try {
    const done = stored.info.batches.length;
    if (done !== run.batches)
      throw new InvalidDataError(
        `${path}: holds ${done} batches, the run has ${run.batches}; run the similarity command again`,
        { file: path, field: 'batches', value: done, bound: String(run.batches) },
      );
    return maskIou(
      stored.tasks.map((scores) => masksOf(path, scores, keepRatio)),
      compat,
    );
  } finally {
    stored.close();
  }
}

function masksOf(path: string, scores: TaskScores, keepRatio: number): LayerMasks {
  const weights = totalWeights(scores);
  if (weights * keepRatio < 1)
    throw outOfBounds(keepRatio, `at least 1 / ${weights}, so that task ${scores.task} keeps a weight`);
  try {
    const [masks] = topKMasks(scores, selectThresholds(scores, [keepRatio]));
    return masks as LayerMasks;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidDataError(`${path}: task ${scores.task} cannot be masked: ${cause.message}`, {
      file: path,
      field: scores.task,
      cause,
    });
  }
}

function checkKeepRatio(keepRatio: number): void {
  if (!(keepRatio > 0 && keepRatio <= 1)) throw outOfBounds(keepRatio, 'above 0 and at most 1');
}

function outOfBounds(keepRatio: number, bound: string): InvalidArgumentError {
  return new InvalidArgumentError(`keepRatio is ${keepRatio}; it has to be ${bound}`, {
    field: 'keepRatio',
    value: keepRatio,
    bound,
  });
}
