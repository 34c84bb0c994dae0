import {
  permutations,
  permutationTest,
  RANK_STATISTICS,
  relabelledPairs,
  type RankStatistic,
} from '@metasparse/evidence';
import { METRICS } from '@metasparse/affinity';
import { pairsFor } from './baseline-rows.js';
import type { BaselineRow, CorrelationRow, Correlations, CorrelationValue } from './baselines-file.js';
import { BASELINE_METRICS } from '../methods/methods.js';

/** Which rows of the run's similarity stand for its mask metrics. */
export interface MaskChoice {
  readonly weighting: string;
  readonly sparsity: number | 'mean';
}

/** What a row of a similarity.json has to have. */
export interface MaskRow {
  readonly pair: readonly [string, string];
  readonly metric: string;
  readonly weighting: string;
  readonly sparsity: number | 'mean';
  readonly value: number | null;
}

export const MASK_CHOICE: MaskChoice = { weighting: 'equal', sparsity: 'mean' };

const LIMITS = { most: 5040, draws: 1999, seed: 0 };

interface Measure {
  readonly name: string;
  /** One value a pair, NaN where there is none. */
  readonly values: readonly number[];
}

/**
 * Rank correlations over pairs of tasks of every two measures, with two-sided p over arrangements in which the tasks change their labels. A
 * directed measure takes part with the mean of its two directions; a measure without a number for some pair has no correlation.
 */
export function correlations(
  tasks: readonly string[],
  rows: readonly BaselineRow[],
  similarity: readonly MaskRow[],
  choice: MaskChoice = MASK_CHOICE,
): Correlations {
  const measures = [...baselineMeasures(tasks, rows), ...maskMeasures(tasks, similarity, choice)];
  const pairs = pairsFor(tasks.length, false);
  const { exact, list } = permutations(tasks.length, LIMITS);
  const arrangements = list.map((labels) => relabelledPairs(pairs, labels));
  const compared = measures.flatMap((a, i) => measures.slice(i + 1).map((b) => [a, b] as const));
  return {
    measures: measures.map(({ name }) => name),
    ...choice,
    arrangements: { exact, count: list.length },
    rows: compared.map(([a, b]): CorrelationRow => ({
      a: a.name,
      b: b.name,
      n: pairs.length,
      spearman: correlation(RANK_STATISTICS.spearman, a.values, b.values, arrangements),
      kendall: correlation(RANK_STATISTICS.kendall, a.values, b.values, arrangements),
    })),
  };
}

/** The larger of a statistic and its negative under each arrangement is its size: what makes the test two-sided. */
function correlation(
  statistic: RankStatistic,
  a: readonly number[],
  b: readonly number[],
  arrangements: readonly (readonly number[])[],
): CorrelationValue {
  if ([...a, ...b].some(Number.isNaN)) return { value: null, p: null };
  const both = [a, a.map((value) => -value)];
  const [plus, minus] = permutationTest(statistic, both, b, arrangements);
  if (plus === undefined || minus === undefined || Number.isNaN(plus.value)) return { value: null, p: null };
  return { value: plus.value, p: (plus.value >= 0 ? plus : minus).corrected };
}

function baselineMeasures(tasks: readonly string[], rows: readonly BaselineRow[]): Measure[] {
  const names = BASELINE_METRICS.filter((metric) => rows.some((row) => row.metric === metric));
  return names.map((name) =>
    measureOf(
      tasks,
      name,
      rows.filter((row) => row.metric === name),
    ),
  );
}

function maskMeasures(
  tasks: readonly string[],
  similarity: readonly MaskRow[],
  { weighting, sparsity }: MaskChoice,
): Measure[] {
  const chosen = similarity.filter((row) => row.weighting === weighting && row.sparsity === sparsity);
  return METRICS.map((metric) =>
    measureOf(
      tasks,
      `mask_${metric}`,
      chosen.filter((row) => row.metric === metric),
    ),
  );
}

function measureOf(
  tasks: readonly string[],
  name: string,
  rows: readonly { readonly pair: readonly [string, string]; readonly value: number | null }[],
): Measure {
  const values = pairsFor(tasks.length, false).map(([a, b]) => {
    const [x, y] = [tasks[a], tasks[b]];
    const own = rows.filter(({ pair: [p, q] }) => (p === x && q === y) || (p === y && q === x));
    return own.reduce((sum, { value }) => sum + (value ?? NaN), 0) / own.length;
  });
  return { name, values };
}
