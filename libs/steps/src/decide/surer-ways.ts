import type { SurerRow } from '@metasparse/report';
import type { Findings } from './build-decision.js';

/** More than this many seeds are not proposed: the two choices are then as good as equal. */
const MOST_SEEDS = 10_000;

/**
 * Ways to be surer with the measured pace: twice the seeds, twice the batches, and as many seeds as would take the interval of
 * the nearest rival's margin off 0, if its width shrinks with the square root of the seeds.
 */
export function surerWays({ similarity, run, groups }: Findings): SurerRow[] {
  const { batches } = similarity;
  const seeds = similarity.seeds.length;
  const { secondsPerBatch } = run.times;
  const way = (what: string, more: number, longer: number): SurerRow => ({
    what,
    seeds: more,
    batches: longer,
    seconds:
      secondsPerBatch === null
        ? null
        : ((more * longer - seeds * batches) * secondsPerBatch) / run.device.workers,
  });
  const needed = seedsToExclude(groups.sets.slice(1), seeds);
  return [
    way('twice the seeds', 2 * seeds, batches),
    way('twice the batches', seeds, 2 * batches),
    ...(needed === null
      ? []
      : [way('until the nearest other choices are ruled out, roughly', needed, batches)]),
  ];
}

/** Seeds at which no rival's interval would reach 0; null where none does now, or no number of seeds can be named. */
export function seedsToExclude(
  rivals: readonly { readonly margin: number; readonly marginInterval: readonly [number, number] | null }[],
  seeds: number,
): number | null {
  const needed = rivals.map(({ margin, marginInterval }) => {
    if (marginInterval === null || margin <= 0) return Infinity;
    const below = margin - marginInterval[0];
    return below < margin ? 0 : Math.ceil(seeds * (below / margin) ** 2);
  });
  const most = Math.max(0, ...needed);
  return most <= seeds || most > MOST_SEEDS ? null : most;
}
