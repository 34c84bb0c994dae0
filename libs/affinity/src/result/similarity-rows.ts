import { weightedMean } from '../metrics/similarity.js';
import type { PairTable } from './pair-table.js';
import {
  METRICS,
  type LayerRow,
  type Metric,
  type SimilarityRow,
  type Weighting,
} from './similarity-file.js';
import { mean, orNull, sampleDeviation } from './statistics.js';

/** tables[seed][sparsity] of one pair. */
export type PairTables = readonly (readonly PairTable[])[];

type Pair = readonly [string, string];

/**
 * Rows of one pair: every metric, weighting and sparsity, and the plain mean over the sparsities. Means are taken
 * over sparsities first, then over seeds.
 */
export function pairRows(
  pair: Pair,
  tables: PairTables,
  sparsities: readonly number[],
  weightings: readonly Weighting[],
): readonly SimilarityRow[] {
  return METRICS.flatMap((metric) =>
    weightings.flatMap((weighting) => {
      const seeds = tables.map((table) =>
        table.map((cell) => weighted(cell, cell.values[metric], weighting)),
      );
      const chances = tables.map((table) =>
        table.map((cell) => weighted(cell, cell.chance[metric], weighting)),
      );
      const columns = [
        ...sparsities.map((sparsity, k) => ({ sparsity, pick: (row: readonly number[]) => row[k] ?? NaN })),
      ];
      return [...columns, { sparsity: 'mean' as const, pick: mean }].map(({ sparsity, pick }) =>
        rowOf({ pair, metric, weighting, sparsity }, seeds.map(pick), mean(chances.map(pick))),
      );
    }),
  );
}

/** Per-layer values of one pair: every metric and sparsity. */
export function pairLayerRows(
  pair: Pair,
  tables: PairTables,
  sparsities: readonly number[],
): readonly LayerRow[] {
  return METRICS.flatMap((metric) =>
    sparsities.map((sparsity, k) => {
      const cells = tables.flatMap((table) => table[k] ?? []);
      const seeds = cells.map((cell) => cell.values[metric]);
      return {
        pair,
        metric,
        sparsity,
        values: overSeeds(seeds),
        seedValues: seeds.map((values) => values.map(orNull)),
        chance: chanceOf(cells, metric),
      };
    }),
  );
}

function weighted(cell: PairTable, values: readonly number[] | null, weighting: Weighting): number {
  return values === null ? NaN : weightedMean(values, cell.weights.get(weighting) ?? []);
}

function rowOf(
  key: Pick<SimilarityRow, 'pair' | 'metric' | 'weighting' | 'sparsity'>,
  seedValues: readonly number[],
  chance: number,
): SimilarityRow {
  return {
    ...key,
    value: orNull(mean(seedValues)),
    std: sampleDeviation(seedValues),
    seedValues: seedValues.map(orNull),
    chance: orNull(chance),
  };
}

function chanceOf(cells: readonly PairTable[], metric: Metric): readonly (number | null)[] | null {
  const seeds = cells.flatMap((cell) => {
    const values = cell.chance[metric];
    return values === null ? [] : [values];
  });
  return seeds.length === 0 ? null : overSeeds(seeds);
}

function overSeeds(seeds: readonly (readonly number[])[]): readonly (number | null)[] {
  return (seeds[0] ?? []).map((_, layer) => orNull(mean(seeds.map((values) => values[layer] ?? NaN))));
}
