import { counterKey, uniform } from '@metasparse/scenenet';
import { permutations, type PermutationLimits } from './permutations.js';
import { relabelledPairs, type Pair } from './relabelled-pairs.js';

export interface OrderP {
  /** Share of the variation within seeds that the pairs' means hold: 0 for no common order, 1 for the same values in all seeds. */
  readonly agreement: number;
  readonly p: number;
  /** Corrected for every cell that was looked at, by the largest agreement of an arrangement. */
  readonly corrected: number;
}

const ROUNDING = 1e-12;
/** Labellings of one seed are listed up to six tasks. */
const MOST_LABELLINGS = 720;

/**
 * Do the seeds agree on which pairs are more alike? Where no task is special, the tasks' labels may be changed in each seed apart;
 * an arrangement does so in all cells at once, the first one leaves all labels. Relabelling tasks, not pairs, keeps the dependence
 * of pairs that share a task. A cell with a value that is no number has NaN and corrects nothing.
 *
 * @param cells cells[cell][pair][seed].
 * @param pairs every unordered pair of `tasks` tasks, once.
 */
export function orderTest(
  cells: readonly (readonly (readonly number[])[])[],
  pairs: readonly Pair[],
  tasks: number,
  limits: PermutationLimits,
): OrderP[] {
  const seeds = cells[0]?.[0]?.length ?? 0;
  const centred = cells.map(centredInSeeds);
  const moves = relabellings(pairs, tasks, seeds, limits);
  const observed = centred.map((cell) => agreement(cell, moves[0] ?? []));
  const own = cells.map(() => 0);
  const largest = cells.map(() => 0);
  for (const move of moves) {
    const values = centred.map((cell) => agreement(cell, move));
    const most = values.reduce((max, value) => (value > max ? value : max), -Infinity);
    observed.forEach((value, i) => {
      if ((values[i] as number) >= value - ROUNDING) own[i] = (own[i] as number) + 1;
      if (most >= value - ROUNDING) largest[i] = (largest[i] as number) + 1;
    });
  }
  const share = (count: number, value: number): number => (Number.isNaN(value) ? NaN : count / moves.length);
  return observed.map((value, i) => ({
    agreement: value,
    p: share(own[i] as number, value),
    corrected: share(largest[i] as number, value),
  }));
}

/** moves[arrangement][seed][pair]: which pair's value comes to a place. The first seed keeps its labels. */
function relabellings(
  pairs: readonly Pair[],
  tasks: number,
  seeds: number,
  { most, draws, seed }: PermutationLimits,
): number[][][] {
  const { exact, list } = permutations(tasks, { most: MOST_LABELLINGS, draws, seed });
  const all = list.map((labels) => relabelledPairs(pairs, labels));
  const places = Array.from({ length: seeds }, () => 0);
  const move = (digits: readonly number[]): number[][] => digits.map((digit) => all[digit] ?? []);
  const free = Math.max(0, seeds - 1);
  if (exact && all.length ** free <= most)
    return Array.from({ length: all.length ** free }, (_, i) =>
      move(places.map((_, s) => (s === 0 ? 0 : Math.floor(i / all.length ** (s - 1)) % all.length))),
    );
  const drawn = (i: number): number[] =>
    places.map((_, s) => (s === 0 ? 0 : Math.floor(uniform(counterKey(seed, i), s) * all.length)));
  return [move(places), ...Array.from({ length: draws }, (_, i) => move(drawn(i)))];
}

/** Each seed's values less their mean over the pairs. */
function centredInSeeds(cell: readonly (readonly number[])[]): number[][] {
  const seeds = cell[0]?.length ?? 0;
  const means = Array.from({ length: seeds }, (_, s) => meanOf(cell.map((pair) => pair[s] ?? NaN)));
  return cell.map((pair) => pair.map((value, s) => value - (means[s] ?? NaN)));
}

function agreement(cell: readonly (readonly number[])[], move: readonly (readonly number[])[]): number {
  let [between, within] = [0, 0];
  for (let p = 0; p < cell.length; p++) {
    let sum = 0;
    for (let s = 0; s < move.length; s++) {
      const value = cell[move[s]?.[p] as number]?.[s] as number;
      sum += value;
      within += value * value;
    }
    between += (sum * sum) / move.length;
  }
  return within === 0 ? 0 : between / within;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
