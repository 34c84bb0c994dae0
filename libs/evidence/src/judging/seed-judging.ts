import type { DirectedShares, PairCells } from '@metasparse/affinity';

/** cells[pair][cell], cells in the order of `cellKeys`; NaN where there is no number. */
export type CellTable = readonly (readonly number[])[];

/** What one seed's blocks of batches give beside the seed's own measures: all that judging needs of them. */
export interface SeedJudging {
  readonly blocks: number;
  /** Values of every pair on half-samples of the blocks, and the factor on how far they lie apart. */
  readonly resamples: readonly CellTable[];
  readonly scale: number;
  readonly halves: SeedHalves | null;
  /** After the first blocks, and after more of them. */
  readonly prefixes: readonly { readonly batches: number; readonly pairs: readonly PairCells[] }[];
  readonly directed: readonly DirectedShares[];
}

/** Two halves of a seed's batches that share none. */
export interface SeedHalves {
  /** Of each half. */
  readonly batches: number;
  /** The first task of a pair on one half and the second on the other; means of both ways. */
  readonly pairs: readonly PairCells[];
  /** Each task on one half with itself on the other: ceilings[task][cell]. */
  readonly ceilings: CellTable;
}
