import { buildSimilarityFile, measureSeed, similarityTsv, type SeedMeasures } from '@metasparse/affinity';
import { keepRatio, selectThresholds, topKMasks, type TaskScores } from '@metasparse/sparsity';
import type { RandomScores } from '../subjects/random-scores.js';

/** Seconds that one seed's analysis took, part by part. */
export interface SeedTimes {
  readonly seed: number;
  readonly thresholds: number;
  readonly masks: number;
  readonly measures: number;
}

/** The whole analysis: every seed's parts, and the table of all rows at the end. */
export interface AnalysisTimes {
  readonly seeds: readonly SeedTimes[];
  readonly table: number;
  readonly rows: number;
}

const SPARSITIES = [30, 50, 70, 90];
const BATCHES = 50;

/**
 * Analyses the given number of seeds, one in memory at a time: thresholds and packed masks at four sparsities, then
 * measures, then every metric, weighting, sparsity and pair. Drawing the saliencies is not timed.
 */
export function timedAnalysis(random: RandomScores, seeds: number): AnalysisTimes {
  const numbers = Array.from({ length: seeds }, (_, seed) => seed);
  const measured = numbers.map((seed) => {
    random.fill(seed);
    return analyseSeed(random.scores, seed);
  });
  const [file, table] = timed(() => {
    const measures = measured.map((each) => each.measures);
    const run = {
      dataset: 'nyuv2',
      compat: 'correct',
      sparsities: SPARSITIES,
      batches: BATCHES,
      batchSize: 2,
    } as const;
    const built = buildSimilarityFile({ ...run, seeds: numbers, measures });
    similarityTsv(built);
    return built;
  });
  return { seeds: measured.map(({ times }) => times), table, rows: file.rows.length };
}

function analyseSeed(
  scores: readonly TaskScores[],
  seed: number,
): { times: SeedTimes; measures: SeedMeasures } {
  const ratios = SPARSITIES.map((sparsity) => keepRatio('nyuv2', sparsity, 'similarity'));
  const [selected, thresholds] = timed(() =>
    scores.map((task) => ({ task, thresholds: selectThresholds(task, ratios) })),
  );
  const [, masks] = timed(() => selected.map(({ task, thresholds: cuts }) => topKMasks(task, cuts)));
  const [measures, measuring] = timed(() =>
    measureSeed(
      scores,
      selected.map((each) => each.thresholds),
    ),
  );
  return { times: { seed, thresholds, masks, measures: measuring }, measures };
}

function timed<T>(work: () => T): readonly [T, number] {
  const start = performance.now();
  const result = work();
  return [result, (performance.now() - start) / 1000];
}
