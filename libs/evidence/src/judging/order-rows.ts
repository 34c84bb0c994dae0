import type { OrderRow } from '@metasparse/affinity';
import type { NestedPick } from '../bootstrap/nested-draws.js';
import { nestedMeans } from '../bootstrap/nested-means.js';
import { orderOf, orderShares } from '../bootstrap/order-shares.js';
import { orderTest } from '../permutation/order-test.js';
import type { JudgedCells, JudgeSettings } from './judge-similarity.js';
import { at } from './row-judgements.js';
import type { SeedJudging } from './seed-judging.js';
import { mean, orNull } from './statistics.js';

const MOST_ORDERS = 6;
const MOST_ARRANGEMENTS = 10_000;

/** How sure the order of the pairs is, cell by cell; none with a single pair, nor of a cell with a value that is no number. */
export function orderRows(
  cells: JudgedCells,
  seeds: readonly SeedJudging[],
  draws: readonly (readonly NestedPick[])[],
  tasks: number,
  { permutations, salt }: JudgeSettings,
): OrderRow[] {
  if (cells.pairs.length < 2) return [];
  const values = cells.keys.map((_, cell) => cells.pairs.map((_, pair) => at(cells.values, pair, cell)));
  const limits = { most: MOST_ARRANGEMENTS, draws: permutations, seed: salt };
  const tests = orderTest(values, cells.pairs, tasks, limits);
  return cells.keys.flatMap((key, cell) => {
    const pairs = values[cell] ?? [];
    if (pairs.flat().some(Number.isNaN)) return [];
    const means = pairs.map((pair, p) =>
      nestedMeans(
        {
          seeds: pair,
          resamples: seeds.map(({ resamples }) => at(resamples, p, cell)),
          scales: seeds.map(({ scale }) => scale),
        },
        draws,
      ),
    );
    const test = tests[cell];
    return [
      {
        ...key,
        ...certaintyOf(pairs.map(mean), means),
        agreement: orNull(test?.agreement),
        p: orNull(test?.p),
        pCorrected: orNull(test?.corrected),
      },
    ];
  });
}

function certaintyOf(
  observed: readonly number[],
  means: readonly (readonly number[])[],
): Pick<OrderRow, 'order' | 'probability' | 'firstProbability' | 'orders'> {
  const order = orderOf(observed);
  const shares = orderShares(means);
  const total = (those: typeof shares): number =>
    those.reduce((sum, { probability }) => sum + probability, 0);
  return {
    order,
    probability: total(shares.filter((share) => share.order.join() === order.join())),
    firstProbability: total(shares.filter((share) => share.order[0] === order[0])),
    orders: shares.slice(0, MOST_ORDERS),
  };
}
