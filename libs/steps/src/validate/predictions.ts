import type { Prediction } from '@metasparse/evidence';
import type { ReadSimilarities } from './read-similarities.js';

export type NamedPair = readonly [string, string];

export interface Predictions {
  readonly predictions: readonly Prediction[];
  /** Configurations without a number for each pair. */
  readonly left: number;
}

type Row = ReadSimilarities['rows'][number];

/**
 * Every configuration that has numbers for all pairs. A directed pair [a, b] takes its own row; without `directed` a pair takes the
 * mean of its rows, seed by seed.
 */
export function predictionsOf(
  { rows }: ReadSimilarities,
  pairs: readonly NamedPair[],
  directed: boolean,
): Predictions {
  const configurations = new Map<string, Map<string, Row>>();
  for (const row of rows) {
    const key = JSON.stringify([row.metric, row.weighting, row.sparsity]);
    const known = configurations.get(key) ?? new Map<string, Row>();
    configurations.set(key, known.set(nameOf(row.pair), row));
  }
  const all = [...configurations.values()].filter((known) => !directed || isDirected(known));
  const predictions = all.flatMap((known) => predictionOf(known, pairs, directed) ?? []);
  return { predictions, left: all.length - predictions.length };
}

/** Whether some pair is there in both directions. */
export function isDirected(rows: ReadonlyMap<string, Row>): boolean {
  return [...rows.values()].some(({ pair: [a, b] }) => a !== b && rows.has(nameOf([b, a])));
}

function predictionOf(
  known: ReadonlyMap<string, Row>,
  pairs: readonly NamedPair[],
  directed: boolean,
): Prediction | null {
  const values = pairs.map(([a, b]) => {
    const [there, back] = [known.get(nameOf([a, b])), known.get(nameOf([b, a]))];
    const found = directed ? [there] : [there, back];
    return meanRow(found.filter((row) => row !== undefined));
  });
  const [first] = known.values();
  const whole = values.every((seeds) => seeds.length > 0 && seeds.every(Number.isFinite));
  if (first === undefined || !whole || new Set(values.map(({ length }) => length)).size !== 1) return null;
  const { metric, weighting, sparsity } = first;
  return { metric, weighting, sparsity, values };
}

/** Seed by seed; NaN where one has no number. */
function meanRow(rows: readonly Row[]): number[] {
  const seeds = rows[0]?.seedValues.length ?? 0;
  return Array.from(
    { length: seeds },
    (_, seed) => rows.reduce((sum, row) => sum + (row.seedValues[seed] ?? NaN), 0) / rows.length,
  );
}

function nameOf(pair: NamedPair): string {
  return JSON.stringify(pair);
}
