import type { BaselinesFile } from './baselines-file.js';

/** One line a pair and metric, in the columns of similarity.tsv and `directed`; `nan` where there is no number. */
export function baselinesTsv({ rows, seeds }: BaselinesFile): string {
  const header = [
    ...['task_a', 'task_b', 'metric', 'weighting', 'sparsity', 'value', 'std', 'chance'],
    ...seeds.map((seed) => `seed_${seed}`),
    'directed',
  ];
  const lines = rows.map((row) => [
    ...row.pair,
    row.metric,
    row.weighting,
    row.sparsity,
    row.value ?? 'nan',
    row.std ?? '',
    '',
    ...row.seedValues.map((value) => value ?? 'nan'),
    row.directed ? 'yes' : 'no',
  ]);
  return tsv([header, ...lines]);
}

/** One line a pair of measures. */
export function correlationsTsv({ correlations }: BaselinesFile): string {
  const header = ['a', 'b', 'n', 'spearman', 'spearman_p', 'kendall', 'kendall_p'];
  const lines = correlations.rows.map(({ a, b, n, spearman, kendall }) => [
    ...[a, b, n, spearman.value ?? 'nan', spearman.p ?? 'nan', kendall.value ?? 'nan', kendall.p ?? 'nan'],
  ]);
  return tsv([header, ...lines]);
}

function tsv(lines: readonly (readonly (string | number)[])[]): string {
  return lines.map((cells) => `${cells.join('\t')}\n`).join('');
}
