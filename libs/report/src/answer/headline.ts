import { METRICS, WEIGHTINGS, type SimilarityFile, type SimilarityRow } from '@metasparse/affinity';
import { findRow, finite, isNumber, pairsOf, samePair, sparsitiesOf, type Pair } from './row-index.js';

/**
 * What the answer is read from. Not `sals`: its chance level rises with the number of batches and hides the tasks
 * when there are few (reference §6); `masked_sals` inherits part of it; `epi` compares only how many weights are
 * kept, not which. `iou` compares which, tells pairs apart from one batch on and is the plainest of the four.
 */
export const HEADLINE = { metric: 'iou', weighting: 'equal' } as const;

export interface RankedPair {
  readonly pair: Pair;
  readonly value: number;
  readonly std: number | null;
  readonly chance: number | null;
  /** Rank among the pairs in each seed, 1 = most alike; null where the seed's value is not a number. */
  readonly ranks: readonly (number | null)[];
}

export interface Headline {
  readonly sparsity: number | 'mean';
  /** Most alike first; equal values keep the order of the tasks. Pairs without a number are left out. */
  readonly ranking: readonly RankedPair[];
  /** Pairs of the file, with or without a number. */
  readonly pairs: number;
  readonly seeds: number;
  /** Seeds in which the first pair is first. */
  readonly seedsWithSameFirst: number;
  /** Seeds in which the whole order is the same. */
  readonly seedsWithSameOrder: number;
  /** Combinations of metric and weighting at this sparsity, and those in which the first pair is first. */
  readonly combinations: { readonly all: number; readonly sameFirst: number };
}

export function headline(file: SimilarityFile): Headline {
  const sparsity = sparsitiesOf(file)[0] ?? 'mean';
  const rows = rowsAt(file, sparsity).sort((a, b) => b.value - a.value);
  const ranks = file.seeds.map((_, seed) => ranksOf(rows.map((row) => finite(row.seedValues[seed]))));
  const ranking = rows.map((row, i) => ({
    pair: row.pair,
    value: row.value,
    std: finite(row.std),
    chance: finite(row.chance),
    ranks: ranks.map((seed) => seed[i] ?? null),
  }));
  return {
    sparsity,
    ranking,
    pairs: pairsOf(file).length,
    seeds: file.seeds.length,
    seedsWithSameFirst: ranks.filter((seed) => seed[0] === 1).length,
    seedsWithSameOrder: ranks.filter((seed) => seed.every((rank, i) => rank === i + 1)).length,
    combinations: combinations(file, sparsity, ranking[0]?.pair),
  };
}

type NumberRow = SimilarityRow & { readonly value: number };

function rowsAt(file: SimilarityFile, sparsity: number | 'mean'): NumberRow[] {
  return pairsOf(file)
    .map((pair) => findRow(file, pair, HEADLINE.metric, HEADLINE.weighting, sparsity))
    .filter((row) => row !== undefined)
    .filter(hasValue);
}

function hasValue(row: SimilarityRow): row is NumberRow {
  return isNumber(row.value);
}

/** Rank of each value, largest first; equal values are ranked in the order given. */
function ranksOf(values: readonly (number | null)[]): readonly (number | null)[] {
  return values.map((value, i) =>
    value === null
      ? null
      : 1 +
        values.filter((other, j) => other !== null && (other > value || (other === value && j < i))).length,
  );
}

function combinations(
  file: SimilarityFile,
  sparsity: number | 'mean',
  first: Pair | undefined,
): Headline['combinations'] {
  const tops = METRICS.flatMap((metric) => WEIGHTINGS.map((weighting) => ({ metric, weighting })))
    .map(({ metric, weighting }) =>
      topPair(
        file.rows.filter(
          (row) => row.metric === metric && row.weighting === weighting && row.sparsity === sparsity,
        ),
      ),
    )
    .filter((pair) => pair !== undefined);
  const sameFirst = first === undefined ? 0 : tops.filter((pair) => samePair(pair, first)).length;
  return { all: tops.length, sameFirst };
}

function topPair(rows: readonly SimilarityRow[]): Pair | undefined {
  return rows
    .filter(hasValue)
    .reduce<NumberRow | undefined>((top, row) => (top && top.value >= row.value ? top : row), undefined)
    ?.pair;
}
