import { METRICS, type CellKey, type ConvergenceRow } from '@metasparse/affinity';
import type { SeedJudging } from './seed-judging.js';
import { mean, orNull } from './statistics.js';

/** Means over seeds after more and more of the blocks: equal weights, mean over sparsities. */
export function convergenceRows(
  keys: readonly CellKey[],
  pairs: readonly (readonly [number, number])[],
  tasks: readonly string[],
  seeds: readonly SeedJudging[],
): ConvergenceRow[] {
  const known = seeds.map(
    ({ prefixes }) => new Map(prefixes.map(({ batches, pairs: cells }) => [batches, cells])),
  );
  const steps = [...(known[0]?.keys() ?? [])].filter((batches) => known.every((seed) => seed.has(batches)));
  return pairs.flatMap(([a, b], p) =>
    METRICS.flatMap((metric) => {
      const cell = keys.findIndex(
        (key) => key.metric === metric && key.weighting === 'equal' && key.sparsity === 'mean',
      );
      return steps.map((batches) => {
        const of = (key: 'values' | 'chance'): number | null =>
          orNull(mean(known.map((seed) => seed.get(batches)?.[p]?.[key][cell] ?? NaN)));
        return {
          pair: [tasks[a] ?? '', tasks[b] ?? ''] as const,
          metric,
          batches,
          value: of('values'),
          chance: of('chance'),
        };
      });
    }),
  );
}
