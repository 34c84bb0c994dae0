import { groupSet, setKey, type GroupSet } from '../solve/group-set.js';
import type { GroupProblem } from '../solve/problem.js';
import { pricesFor, solveGroups } from '../solve/solve.js';
import type { GroupTable } from '../table/group-table.js';
import { percentileInterval, type Interval } from './resample.js';

/** How the best set changes when the losses are drawn anew. */
export interface Stability {
  readonly draws: number;
  /** Share of the draws with the same best set. */
  readonly same: number;
  /** For each network of the chosen set, the share of draws whose best set has it too. */
  readonly networks: readonly number[];
  /** The sets that were best, most frequent first. */
  readonly chosen: readonly { readonly groups: readonly number[]; readonly share: number }[];
  /** For each runner-up: interval of its loss minus the chosen set's, and the share of draws where it is lower. */
  readonly margins: readonly { readonly interval: Interval; readonly lower: number }[];
}

/**
 * Solves the problem again for each drawn table. `sets` are the best sets of the problem itself, the chosen one first.
 * @throws RangeError where `sets` is empty.
 */
export function decisionStability(
  problem: GroupProblem,
  sets: readonly GroupSet[],
  tables: Iterable<GroupTable>,
  confidence: number,
): Stability {
  const [best, ...others] = sets;
  if (best === undefined) throw new RangeError('there is no set whose stability could be measured');
  const prices = pricesFor(problem);
  const counts = new Map<string, { groups: readonly number[]; draws: number }>();
  const margins = others.map((): number[] => []);
  let draws = 0;
  for (const table of tables) {
    const drawn = { ...problem, table };
    const [winner] = solveGroups(drawn, { count: 1, prices }).sets;
    if (winner === undefined) continue;
    draws++;
    count(counts, winner);
    const loss = groupSet(drawn, best.groups)?.loss ?? NaN;
    others.forEach(({ groups }, i) => margins[i]?.push((groupSet(drawn, groups)?.loss ?? NaN) - loss));
  }
  return { draws, ...shares(best, [...counts.values()], draws), margins: margins.map(marginOf(confidence)) };
}

function count(counts: Map<string, { groups: readonly number[]; draws: number }>, winner: GroupSet): void {
  const key = setKey(winner);
  counts.set(key, { groups: winner.groups, draws: (counts.get(key)?.draws ?? 0) + 1 });
}

function shares(
  best: GroupSet,
  counted: readonly { readonly groups: readonly number[]; readonly draws: number }[],
  draws: number,
): Pick<Stability, 'same' | 'networks' | 'chosen'> {
  const share = (wanted: (groups: readonly number[]) => boolean): number =>
    counted.reduce((sum, entry) => sum + (wanted(entry.groups) ? entry.draws : 0), 0) / draws;
  return {
    same: share((groups) => setKey({ groups }) === setKey(best)),
    networks: best.groups.map((group) => share((groups) => groups.includes(group))),
    chosen: counted
      .map((entry) => ({ groups: entry.groups, share: entry.draws / draws }))
      .sort((a, b) => b.share - a.share),
  };
}

function marginOf(confidence: number): (margins: readonly number[]) => Stability['margins'][number] {
  return (margins) => ({
    interval: percentileInterval(margins, confidence),
    lower: margins.filter((margin) => margin < 0).length / margins.length,
  });
}
