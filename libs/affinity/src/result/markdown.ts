import { tableColumns, tableLines } from './table-columns.js';
import type { SimilarityFile } from './similarity-file.js';
import { threeDecimals } from './three-decimals.js';

/** The published table in Markdown: a line per weighting and metric, a column per sparsity (and all) and pair. */
export function markdownTable(file: SimilarityFile): string {
  const columns = tableColumns(file).map(({ label, pair }) => `${label} % ${pair.join('/')}`);
  const lines = tableLines(file).map(({ weighting, metric, rows }) => [
    `\`${weighting}\``,
    `\`${metric}\``,
    ...rows.map((row) => threeDecimals(row?.value ?? null)),
  ]);
  const rule = ['---', '---', ...columns.map(() => '---:')];
  return [['weighting', 'metric', ...columns], rule, ...lines]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}
