import type { RowHalves } from '@metasparse/affinity';
import { bcaInterval } from '../bootstrap/bca.js';
import { correctedScore } from './corrected-score.js';
import type { JudgedTables } from './row-judgements.js';
import type { SeedHalves } from './seed-judging.js';
import { mean, orNull } from './statistics.js';

interface Half {
  readonly value: number;
  readonly chance: number;
  readonly ceiling: number;
}

/**
 * What the halves of all seeds say of one cell of one pair; null where a seed has none. There is no corrected score where the ceiling
 * does not lie above the null in every draw of the seeds: it would divide by what may be nothing.
 */
export function halvesOf(
  { seeds, cells, draws }: JudgedTables,
  pair: number,
  cell: number,
  confidence: number,
): RowHalves | null {
  const tasks = cells.pairs[pair] ?? [0, 0];
  const halves = seeds.flatMap(({ halves: both }) =>
    both === null ? [] : [halfOf(both, tasks, pair, cell)],
  );
  if (halves.length < seeds.length) return null;
  const score = (of: readonly Half[]): number => {
    const { value, chance, ceiling } = meanOf(of);
    return correctedScore(value, chance, ceiling);
  };
  const corrected = score(halves);
  const replicates = draws.map((picks) => score(picks.flatMap(({ seed }) => halves[seed] ?? [])));
  const known = ![corrected, ...replicates].some(Number.isNaN);
  const leftOut = halves.map((_, seed) => score(halves.filter((_, other) => other !== seed)));
  const { value, chance, ceiling } = meanOf(halves);
  return {
    value: orNull(value),
    chance: orNull(chance),
    ceiling: orNull(ceiling),
    corrected: known ? corrected : null,
    correctedInterval:
      known && halves.length > 1 ? bcaInterval(corrected, replicates, leftOut, confidence) : null,
  };
}

function halfOf(
  { pairs, ceilings }: SeedHalves,
  tasks: readonly [number, number],
  pair: number,
  cell: number,
): Half {
  return {
    value: pairs[pair]?.values[cell] ?? NaN,
    chance: pairs[pair]?.chance[cell] ?? NaN,
    ceiling: mean(tasks.map((task) => ceilings[task]?.[cell] ?? NaN)),
  };
}

function meanOf(halves: readonly Half[]): Half {
  const of = (key: keyof Half): number => mean(halves.map((half) => half[key]));
  return { value: of('value'), chance: of('chance'), ceiling: of('ceiling') };
}
