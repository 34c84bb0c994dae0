import { measureSeed, taskPairs } from '@metasparse/affinity';
import type { CellTable } from '@metasparse/evidence';
import { keepRatio, selectThresholds } from '@metasparse/sparsity';
import { valuesOf } from './judge-seed.js';
import type { SimilarityRequest } from './request.js';
import { openScores } from './stored-scores.js';

/**
 * Every pair with its tasks on two networks that have other first weights and saw other batches: the first task from `path`, the
 * second from `other`, mean of both ways; cells in the order of `cellKeys`. Reads one layer at a time.
 */
export function otherNets(path: string, other: string, request: SimilarityRequest): CellTable {
  const { dataset, sparsities, keepRatios, compat } = request;
  const [one, two] = [openScores(path, request), openScores(other, request)];
  try {
    const scores = [...one.tasks, ...two.tasks];
    const ratios = sparsities.map((sparsity) => keepRatio(dataset, sparsity, 'similarity', keepRatios));
    const thresholds = scores.map((task) => selectThresholds(task, ratios));
    const tasks = one.tasks.length;
    const pairs = taskPairs(tasks).flatMap(([a, b]) => [[a, tasks + b] as const, [b, tasks + a] as const]);
    const measures = measureSeed(scores, thresholds, pairs);
    const cells = valuesOf(measures, compat);
    return taskPairs(tasks).map((_, p) =>
      (cells[2 * p] ?? []).map((value, i) => (value + (cells[2 * p + 1]?.[i] ?? NaN)) / 2),
    );
  } finally {
    one.close();
    two.close();
  }
}
