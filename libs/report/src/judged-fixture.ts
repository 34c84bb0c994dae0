import {
  METRICS,
  VERDICTS,
  WEIGHTINGS,
  type Judging,
  type RowJudgement,
  type SimilarityFile,
  type SimilarityRow,
  type Verdict,
} from '@metasparse/affinity';
import { similarityFixture, type FixtureOptions } from './similarity-fixture.js';

/** The fixture as a judged run has it: intervals around the values, verdicts from them, halves of two batches. */
export function judgedFixture(options: FixtureOptions = {}): SimilarityFile {
  const file = similarityFixture(options);
  const rows = file.rows.map((row) => ({ ...row, judged: judgementOf(row) }));
  return {
    ...file,
    rows,
    judging: judgingOf(
      file,
      rows.map(({ judged }) => judged.verdict),
    ),
  };
}

function judgementOf({ value, chance, metric }: SimilarityRow): RowJudgement {
  const centre = value ?? NaN;
  const level = chance ?? centre - 0.002;
  const interval = [centre - 0.01, centre + 0.01] as const;
  const ceiling = metric === 'sals' ? level : level + 0.2;
  const corrected = metric === 'epi' || metric === 'sals' ? null : (centre - level) / 0.2;
  return {
    interval,
    null: level,
    verdict: verdictOf(interval, level),
    p: 0.125,
    pCorrected: 0.375,
    nulls: { shuffled: 0.3, shuffledSd: 0.001, random: null, otherNets: 0.31, otherNetsSd: 0.002 },
    halves: {
      value: centre,
      chance,
      ceiling,
      corrected,
      correctedInterval: corrected === null ? null : [corrected - 0.1, corrected + 0.1],
    },
  };
}

function verdictOf([low, high]: readonly [number, number], level: number): Verdict {
  if (low > level) return 'above its null';
  return high < level ? 'below its null' : 'not distinguishable from its null';
}

function judgingOf(
  { tasks, seeds, sparsities, rows }: SimilarityFile,
  verdicts: readonly Verdict[],
): Judging {
  const pairs = (tasks.length * (tasks.length - 1)) / 2;
  const order = Array.from({ length: pairs }, (_, i) => i);
  const counts = VERDICTS.map((verdict) => [verdict, verdicts.filter((one) => one === verdict).length]);
  return {
    confidence: 0.95,
    draws: 2000,
    blocks: 4,
    blockBatches: 1,
    resamples: seeds.map(() => 6),
    halfBatches: 2,
    cells: METRICS.length * WEIGHTINGS.length * (sparsities.length + 1),
    rows: rows.length,
    verdicts: Object.fromEntries(counts) as Judging['verdicts'],
    orders: pairs < 2 ? [] : ordersOf(order),
    directed: sharesOf(tasks),
    convergence: curvesOf(tasks),
    until: { confidence: 0.9, settled: false, rounds: [{ seeds: 4, batches: 5, order, probability: 0.62 }] },
  };
}

function ordersOf(order: readonly number[]): Judging['orders'] {
  return METRICS.map((metric) => ({
    metric,
    weighting: 'equal' as const,
    sparsity: 'mean' as const,
    order,
    probability: 0.62,
    firstProbability: 0.7,
    orders: [{ order, probability: 0.62 }],
    agreement: 0.8,
    p: 0.01,
    pCorrected: 0.2,
  }));
}

function sharesOf(tasks: readonly string[]): Judging['directed'] {
  return tasks.flatMap((mask) =>
    tasks
      .filter((task) => task !== mask)
      .map((saliency) => ({
        mask,
        saliency,
        sparsity: 90,
        total: 0.71,
        perLayer: [0.7],
        chance: 0.69,
        chancePerLayer: [0.69],
        interval: [0.7, 0.72] as const,
      })),
  );
}

function curvesOf(tasks: readonly string[]): Judging['convergence'] {
  const named = tasks.flatMap((a, i) => tasks.slice(i + 1).map((b) => [a, b] as const));
  return named.flatMap((pair) =>
    METRICS.flatMap((metric) =>
      [1, 2, 4].map((batches) => ({
        pair,
        metric,
        batches,
        value: 1 - 0.3 / batches,
        chance: metric === 'epi' ? null : 0.95 - 0.3 / batches,
      })),
    ),
  );
}
