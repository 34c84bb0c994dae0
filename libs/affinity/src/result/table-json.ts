import { tableColumns, tableLines } from './table-columns.js';
import type { SimilarityFile } from './similarity-file.js';

/** "layer_X_metric" > "s30,50,70,90_X_seg_X_sn" > value. */
export type TableJson = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

const DELIMITER = '_X_';

/**
 * The original's table.json: one entry per weighting and metric, holding every sparsity and all together for every
 * pair of different tasks. Null where the original would write NaN, which JSON does not have.
 */
export function tableJson(file: SimilarityFile): TableJson {
  const columns = tableColumns(file).map(({ label, pair }) => [`s${label}`, ...pair].join(DELIMITER));
  return Object.fromEntries(
    tableLines(file).map(({ weighting, metric, rows }) => [
      `${weighting}${DELIMITER}${metric}`,
      Object.fromEntries(rows.map((row, i) => [columns[i], row?.value ?? null])),
    ]),
  );
}
