import { drawnMeans, statisticInterval, type SeedValues } from '../bootstrap/both-sides.js';
import { seedDeviation } from '../bootstrap/seed-deviation.js';
import { seedMean } from '../bootstrap/seed-mean.js';
import { permutationTest, type PermutationP } from '../permutation/permutation-test.js';
import { RANK_STATISTICS, STATISTICS, type StatisticName } from '../rank/statistics.js';
import { arrangementsOf, type Arrangements } from './arrangements.js';
import type {
  Analysis,
  ArrangementP,
  Configuration,
  StatisticRow,
  ValidationRow,
} from './validation-file.js';

/** The similarities of one configuration; values[pair][seed] in the order of the pairs. */
export interface Prediction extends Configuration {
  readonly values: SeedValues;
}

export interface AnalysisInput {
  readonly gains: Analysis['gains'];
  readonly tasks: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
  /** truth[pair][seed] */
  readonly truth: SeedValues;
  readonly predictions: readonly Prediction[];
}

export interface AnalysisSettings {
  readonly confidence: number;
  readonly resamples: number;
  /** Starts the draws of both. */
  readonly seed: number;
  /** All arrangements are gone through where there are at most this many. */
  readonly most: number;
  /** As many are drawn otherwise. */
  readonly draws: number;
}

type Tests = Readonly<Record<StatisticName, ReadonlyMap<string, readonly PermutationP[]>>>;

/** Every statistic of every configuration, with interval and p values; the same numbers from the same seed. */
export function analyse(input: AnalysisInput, settings: AnalysisSettings): Analysis {
  const { predictions, truth, pairs, gains } = input;
  const arrangements = arrangementsOf(input, settings);
  const tests = testsOf(input, arrangements);
  const intervals = intervalsOf(input, settings);
  const rows = predictions.map((prediction, i): ValidationRow => {
    const { metric, weighting, sparsity, values } = prediction;
    return {
      ...{ metric, weighting, sparsity },
      statistics: eachStatistic((name) => statisticRow(tests[name], intervals(name, i), i)),
      similarity: values.map((seeds) => seedMean(seeds)),
      similarityDeviation: values.map(seedDeviation),
    };
  });
  return {
    gains,
    points: pairs.map((pair, i) => ({
      pair,
      gain: seedMean(truth[i] ?? []),
      deviation: seedDeviation(truth[i] ?? []),
    })),
    arrangements: arrangements.map(({ kind, exact, list }) => ({ kind, exact, count: list.length })),
    rows: rows.sort((a, b) => (b.statistics.spearman.value ?? -2) - (a.statistics.spearman.value ?? -2)),
  };
}

function testsOf({ predictions, truth }: AnalysisInput, arrangements: readonly Arrangements[]): Tests {
  const means = predictions.map(({ values }) => values.map((seeds) => seedMean(seeds)));
  const truths = truth.map((seeds) => seedMean(seeds));
  return eachStatistic(
    (name) =>
      new Map(
        arrangements.map(({ kind, list }) => [
          kind,
          permutationTest(RANK_STATISTICS[name], means, truths, list),
        ]),
      ),
  );
}

function intervalsOf(
  { predictions, truth }: AnalysisInput,
  { resamples, seed, confidence }: AnalysisSettings,
): (name: StatisticName, i: number) => StatisticRow['interval'] {
  const one = (values: SeedValues): boolean => (values[0]?.length ?? 0) < 2;
  if (one(truth) && predictions.every(({ values }) => one(values))) return () => null;
  const means = drawnMeans(truth, resamples, 2 * seed);
  const truths = eachStatistic((name) => means.map(RANK_STATISTICS[name].ofTruth));
  const drawn = predictions.map(({ values }) => drawnMeans(values, resamples, 2 * seed + 1));
  return (name, i) => statisticInterval(RANK_STATISTICS[name], drawn[i] ?? [], truths[name], confidence);
}

function statisticRow(
  tests: ReadonlyMap<string, readonly PermutationP[]>,
  interval: StatisticRow['interval'],
  i: number,
): StatisticRow {
  const found = [...tests].flatMap(([kind, all]) => (all[i] === undefined ? [] : [[kind, all[i]] as const]));
  const p = found.map(([kind, test]): [string, ArrangementP] => [
    kind,
    { p: orNull(test.p), corrected: orNull(test.corrected) },
  ]);
  return { value: orNull(found[0]?.[1].value ?? NaN), interval, p: Object.fromEntries(p) };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function eachStatistic<T>(value: (name: StatisticName) => T): Record<StatisticName, T> {
  return Object.fromEntries(STATISTICS.map((name) => [name, value(name)])) as Record<StatisticName, T>;
}
