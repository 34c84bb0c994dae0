import type { DirectedRow, DirectedShares, NullModel, SimilarityRun } from '@metasparse/affinity';
import type { NestedPick } from '../bootstrap/nested-draws.js';
import { nestedInterval } from '../bootstrap/nested-means.js';
import type { SeedJudging } from './seed-judging.js';
import { mean, orNull } from './statistics.js';

interface Share {
  readonly total: number;
  readonly perLayer: readonly number[];
  readonly chance: number;
  readonly chancePerLayer: readonly number[];
}

/**
 * How much of each task's saliency lies inside every other's mask, by layer and over the backbone, and what the chance model gives
 * at the fractions the mask keeps; the layers' chances are weighted by the saliency they hold.
 */
export function directedRows(
  run: SimilarityRun,
  seeds: readonly SeedJudging[],
  model: NullModel,
  draws: readonly (readonly NestedPick[])[],
  confidence: number,
): DirectedRow[] {
  const tasks = run.measures[0]?.tasks ?? [];
  return (seeds[0]?.directed ?? []).flatMap(({ mask, saliency }, d) =>
    run.sparsities.map((sparsity, k) => {
      const shares = seeds.map(({ directed }, seed) =>
        shareOf(directed[d], keptFractions(run, seed, mask, k), k, model),
      );
      const of = (key: 'total' | 'chance'): number[] => shares.map((share) => share[key]);
      const layers = (key: 'perLayer' | 'chancePerLayer'): (number | null)[] =>
        (shares[0]?.[key] ?? []).map((_, l) => orNull(mean(shares.map((share) => share[key][l] ?? NaN))));
      return {
        mask: tasks[mask] ?? '',
        saliency: tasks[saliency] ?? '',
        sparsity,
        total: mean(of('total')),
        perLayer: layers('perLayer'),
        chance: mean(of('chance')),
        chancePerLayer: layers('chancePerLayer'),
        interval: nestedInterval(
          { seeds: of('total'), resamples: seeds.map(() => []), scales: [] },
          seedsOnly(draws),
          confidence,
        ),
      };
    }),
  );
}

/** Directed shares are not measured on resamples of blocks. */
function seedsOnly(draws: readonly (readonly NestedPick[])[]): NestedPick[][] {
  return draws.map((picks) => picks.map(({ seed }) => ({ seed, resample: null })));
}

function keptFractions({ measures }: SimilarityRun, seed: number, task: number, ratio: number): number[] {
  return (measures[seed]?.layers ?? []).map(
    ({ weights, tasks }) => (tasks[task]?.kept[ratio] ?? 0) / weights,
  );
}

function shareOf(
  shares: DirectedShares | undefined,
  kept: readonly number[],
  ratio: number,
  model: NullModel,
): Share {
  const inside = shares?.inside[ratio] ?? [];
  const whole = shares?.whole ?? [];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const chancePerLayer = kept.map((fraction) => model.share(fraction));
  return {
    total: sum(inside) / sum(whole),
    perLayer: inside.map((value, l) => value / (whole[l] ?? NaN)),
    chance: sum(chancePerLayer.map((chance, l) => chance * (whole[l] ?? NaN))) / sum(whole),
    chancePerLayer,
  };
}
