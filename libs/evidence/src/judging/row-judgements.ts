import type { MaskNulls, RowJudgement } from '@metasparse/affinity';
import type { NestedPick } from '../bootstrap/nested-draws.js';
import { nestedInterval, type NestedValues } from '../bootstrap/nested-means.js';
import { seedDeviation } from '../bootstrap/seed-deviation.js';
import { signFlipTest } from '../permutation/sign-flips.js';
import { halvesOf } from './row-halves.js';
import type { Judged, JudgedCells, JudgeSettings } from './judge-similarity.js';
import type { CellTable } from './seed-judging.js';
import { mean, orNull } from './statistics.js';
import { verdict } from './verdict.js';

export interface JudgedTables extends Judged {
  readonly cells: JudgedCells;
  /** masks[seed][pair] */
  readonly masks: readonly (readonly MaskNulls[])[];
  readonly draws: readonly (readonly NestedPick[])[];
}

interface Place {
  readonly pair: number;
  readonly cell: number;
  /** [seed]: the null that the row is judged by; NaN where there is none. */
  readonly nulls: readonly number[];
}

/** One judgement a row: pair by pair, its cells in the order of `keys`. */
export function rowJudgements(tables: JudgedTables, settings: JudgeSettings): RowJudgement[] {
  const { cells } = tables;
  const places = cells.pairs.flatMap((_, pair) =>
    cells.keys.map((_, cell) => ({ pair, cell, nulls: nullsOf(tables, pair, cell) })),
  );
  const differences = places.map(({ pair, cell, nulls }) =>
    at(cells.values, pair, cell).map((value, seed) => value - (nulls[seed] ?? NaN)),
  );
  const tests = signFlipTest(differences, {
    most: 4096,
    draws: settings.permutations,
    seed: settings.salt,
  });
  return places.map((place, i) => ({
    ...judgementOf(tables, place, settings),
    p: orNull(tests[i]?.p),
    pCorrected: orNull(tests[i]?.corrected),
  }));
}

function judgementOf(
  tables: JudgedTables,
  { pair, cell, nulls }: Place,
  { confidence }: JudgeSettings,
): Omit<RowJudgement, 'p' | 'pCorrected'> {
  const { seeds, draws, cells } = tables;
  const values: NestedValues = {
    seeds: at(cells.values, pair, cell),
    resamples: seeds.map(({ resamples }) => at(resamples, pair, cell)),
    scales: seeds.map(({ scale }) => scale),
  };
  const difference: NestedValues = {
    ...values,
    seeds: values.seeds.map((value, seed) => value - (nulls[seed] ?? NaN)),
    resamples: values.resamples.map((resamples, seed) =>
      resamples.map((value) => value - (nulls[seed] ?? NaN)),
    ),
  };
  return {
    interval: nestedInterval(values, draws, confidence),
    null: orNull(mean(nulls)),
    verdict: verdict(!nulls.some(Number.isNaN), nestedInterval(difference, draws, confidence)),
    nulls: rowNulls(tables, pair, cell),
    halves: halvesOf(tables, pair, cell, confidence),
  };
}

/** The chance model; for what it says nothing about, networks with other first weights. */
function nullsOf({ cells, otherNets }: JudgedTables, pair: number, cell: number): readonly number[] {
  const others = otherNets === null ? [] : at(otherNets, pair, cell);
  return cells.keys[cell]?.metric === 'epi'
    ? at(cells.values, pair, cell).map((_, seed) => others[seed] ?? NaN)
    : at(cells.chance, pair, cell);
}

function rowNulls({ masks, otherNets }: JudgedTables, pair: number, cell: number): RowJudgement['nulls'] {
  const of = (key: keyof MaskNulls): number[] => masks.map((seed) => seed[pair]?.[key][cell] ?? NaN);
  const others = otherNets === null ? [] : at(otherNets, pair, cell);
  return {
    shuffled: orNull(mean(of('shuffled'))),
    shuffledSd: orNull(Math.hypot(...of('shuffledSd')) / masks.length),
    random: orNull(mean(of('random'))),
    otherNets: orNull(mean(others)),
    otherNetsSd: seedDeviation(others.filter((value) => !Number.isNaN(value))),
  };
}

/** One cell of one pair in each table. */
export function at(tables: readonly CellTable[], pair: number, cell: number): number[] {
  return tables.map((table) => table[pair]?.[cell] ?? NaN);
}
