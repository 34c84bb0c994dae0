import { tableColumns, tableLines } from './table-columns.js';
import type { SimilarityFile } from './similarity-file.js';
import { threeDecimals } from './three-decimals.js';

/**
 * json2tab's rows: weighting by weighting and metric by metric, a cell per sparsity (and all together) and pair, three
 * decimals. As published every cell but the last is followed by two separators (quirk 28); when correct, by one.
 */
export function latexRows(file: SimilarityFile): readonly string[] {
  return tableLines(file).map(({ rows }) => {
    const cells = rows.map((row) => threeDecimals(row?.value ?? null));
    return file.compat === 'reference'
      ? `${cells.map((cell) => `${cell} & `).join(' & ')}\\\\`
      : `${cells.join(' & ')} \\\\`;
  });
}

/** A complete tabular around the rows: weighting, metric, then a group of columns per sparsity. */
export function latexTable(file: SimilarityFile): string {
  const columns = tableColumns(file);
  const labels = [...new Set(columns.map(({ label }) => label))];
  const pairs = columns.length / Math.max(1, labels.length);
  const groups = labels.map((label) => `\\multicolumn{${pairs}}{c}{${label}\\,\\%}`);
  const names = columns.map(({ pair }) => escapeLatex(pair.join('/')));
  const lines = tableLines(file).map(({ weighting, metric, rows }) =>
    lineOf([
      escapeLatex(weighting),
      escapeLatex(metric),
      ...rows.map((row) => threeDecimals(row?.value ?? null)),
    ]),
  );
  return [
    `\\begin{tabular}{ll${'r'.repeat(columns.length)}}`,
    '\\hline',
    lineOf(['', '', ...groups]),
    lineOf(['weighting', 'metric', ...names]),
    '\\hline',
    ...lines,
    '\\hline',
    '\\end{tabular}',
    '',
  ].join('\n');
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\\\`;
}

function escapeLatex(text: string): string {
  return text.replace(/[&%$#_{}]/g, (character) => `\\${character}`);
}
