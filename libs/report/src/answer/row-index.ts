import type { LayerRow, Metric, SimilarityFile, SimilarityRow, Weighting } from '@metasparse/affinity';

export type Pair = readonly [string, string];
export type Sparsity = number | 'mean';

/** The pairs of a file, in the order of its tasks, each once. */
export function pairsOf(file: SimilarityFile): readonly Pair[] {
  const order = new Map(file.tasks.map((task, i) => [task, i]));
  const known = new Map(file.rows.map(({ pair }) => [JSON.stringify(pair), pair]));
  const place = ([a, b]: Pair) => (order.get(a) ?? 0) * file.tasks.length + (order.get(b) ?? 0);
  return [...known.values()].sort((a, b) => place(a) - place(b));
}

/** The choices of sparsity of a file, the mean first. */
export function sparsitiesOf(file: SimilarityFile): readonly Sparsity[] {
  const hasMean = file.rows.some(({ sparsity }) => sparsity === 'mean');
  return hasMean ? ['mean', ...file.sparsities] : file.sparsities;
}

export function findRow(
  file: SimilarityFile,
  pair: Pair,
  metric: Metric,
  weighting: Weighting,
  sparsity: Sparsity,
): SimilarityRow | undefined {
  return file.rows.find(
    (row) =>
      row.metric === metric &&
      row.weighting === weighting &&
      row.sparsity === sparsity &&
      samePair(row.pair, pair),
  );
}

export function findLayerRow(
  file: SimilarityFile,
  pair: Pair,
  metric: Metric,
  sparsity: number,
): LayerRow | undefined {
  return file.layerRows.find(
    (row) => row.metric === metric && row.sparsity === sparsity && samePair(row.pair, pair),
  );
}

export function samePair(a: Pair, b: Pair): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** The number, or null for what the file has as null, NaN or not at all. */
export function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function isNumber(value: number | null | undefined): value is number {
  return finite(value) !== null;
}
