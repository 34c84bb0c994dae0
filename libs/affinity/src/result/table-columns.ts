import {
  METRICS,
  type Metric,
  type SimilarityFile,
  type SimilarityRow,
  WEIGHTINGS,
  type Weighting,
} from './similarity-file.js';

/** One line of the published tables: a weighting under a metric, its rows by column. */
export interface TableLine {
  readonly weighting: Weighting;
  readonly metric: Metric;
  /** In the order of `tableColumns`. */
  readonly rows: readonly (SimilarityRow | undefined)[];
}

export interface TableColumn {
  readonly sparsity: number | 'mean';
  /** "30", or all of the run's sparsities, "30,50,70,90". */
  readonly label: string;
  readonly pair: readonly [string, string];
}

/** Columns of json2tab: every sparsity, then all together, each with every pair of tasks. */
export function tableColumns(file: SimilarityFile): readonly TableColumn[] {
  const pairs = file.tasks.flatMap((a, i) => file.tasks.slice(i + 1).map((b) => [a, b] as const));
  const single = file.sparsities.map((sparsity) => ({ sparsity, label: String(sparsity) }));
  const all = { sparsity: 'mean' as const, label: file.sparsities.join(',') };
  return [...single, ...(single.length > 1 ? [all] : [])].flatMap((column) =>
    pairs.map((pair) => ({ ...column, pair })),
  );
}

/** Lines of json2tab: weightings outside, metrics inside; those that the file has no row for are left out. */
export function tableLines(file: SimilarityFile): readonly TableLine[] {
  const rows = new Map(file.rows.map((row) => [keyOf(row), row]));
  const columns = tableColumns(file);
  return WEIGHTINGS.flatMap((weighting) =>
    METRICS.map((metric) => ({
      weighting,
      metric,
      rows: columns.map(({ sparsity, pair }) => rows.get(keyOf({ weighting, metric, sparsity, pair }))),
    })),
  ).filter((line) => line.rows.some((row) => row !== undefined));
}

function keyOf({
  pair,
  metric,
  weighting,
  sparsity,
}: Pick<SimilarityRow, 'pair' | 'metric' | 'weighting' | 'sparsity'>): string {
  return [...pair, metric, weighting, sparsity].join('\t');
}
