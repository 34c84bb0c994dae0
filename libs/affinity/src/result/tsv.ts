import type { SimilarityFile } from './similarity-file.js';

/**
 * Every row of the file as tab-separated values under one header line: full precision, `nan` where a value is not a
 * number, nothing where there is no value (no spread with one seed, no chance level for epi).
 */
export function similarityTsv(file: SimilarityFile): string {
  const seeds = file.seeds.map((seed) => `seed_${seed}`);
  const header = ['task_a', 'task_b', 'metric', 'weighting', 'sparsity', 'value', 'std', 'chance', ...seeds];
  const lines = file.rows.map((row) => [
    ...row.pair,
    row.metric,
    row.weighting,
    row.sparsity,
    row.value ?? 'nan',
    row.std ?? '',
    row.chance ?? '',
    ...row.seedValues.map((value) => value ?? 'nan'),
  ]);
  return [header, ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}
