import { describe, expect, it } from 'vitest';
import { analyse, type AnalysisInput } from './analyse.js';

const TASKS = ['a', 'b', 'c', 'd'];
const PAIRS = TASKS.flatMap((a, i) => TASKS.slice(i + 1).map((b) => [a, b] as const));
const SETTINGS = { confidence: 0.95, resamples: 400, seed: 1, most: 720, draws: 999 };
const configuration = (metric: string) => ({ metric, weighting: 'equal', sparsity: 'mean' as const });
const spread = (values: readonly number[], by: number): number[][] => values.map((v) => [v - by, v, v + by]);

const NEAR_1 = expect.closeTo(1, 12) as number;
const TRUTH = [6, 5, 4, 3, 2, 1];
const INPUT: AnalysisInput = {
  gains: 'symmetric',
  tasks: TASKS,
  pairs: PAIRS,
  truth: spread(TRUTH, 0.1),
  predictions: [
    { ...configuration('opposite'), values: spread([1, 2, 3, 4, 5, 6], 0.1) },
    { ...configuration('right'), values: spread([60, 50, 40, 30, 20, 10], 1) },
    { ...configuration('flat'), values: spread([1, 1, 1, 1, 1, 1], 0) },
  ],
};

describe('an analysis', () => {
  it('of a prediction that is right has the known answer, and comes first', () => {
    const { rows, arrangements } = analyse(INPUT, SETTINGS);
    expect(rows.map(({ metric }) => metric)).toEqual(['right', 'opposite', 'flat']);
    expect(arrangements).toEqual([
      { kind: 'tasks', exact: true, count: 24 },
      { kind: 'pairs', exact: true, count: 720 },
    ]);
    const { spearman, kendall, order_accuracy, top_one } = rows[0]?.statistics ?? {};
    expect(spearman).toMatchObject({ value: NEAR_1, interval: [NEAR_1, NEAR_1] });
    // One of 24 labellings and of 720 orders agrees; the opposite, tried too, is an order but no labelling.
    expect(spearman?.p).toEqual({
      tasks: { p: 1 / 24, corrected: 1 / 24 },
      pairs: { p: 1 / 720, corrected: 2 / 720 },
    });
    expect([kendall?.value, order_accuracy?.value, top_one?.value]).toEqual([expect.closeTo(1, 12), 1, 1]);
    expect(top_one?.p.pairs?.p).toBeCloseTo(1 / 6, 12);
  });

  it('has null for what has no order, and 1 for the p of the opposite', () => {
    const { rows } = analyse(INPUT, SETTINGS);
    expect(rows[1]?.statistics.spearman).toMatchObject({
      value: expect.closeTo(-1, 12) as number,
      p: { pairs: { p: 1, corrected: 1 } },
    });
    expect(rows[2]?.statistics.spearman).toEqual({
      value: null,
      interval: null,
      p: { tasks: { p: null, corrected: null }, pairs: { p: null, corrected: null } },
    });
  });

  it('has intervals that widen with the spread over seeds of either side', () => {
    const widths = [0.1, 3].map((by) => {
      const predictions = [{ ...configuration('x'), values: spread([6, 5, 4, 3, 2, 1], 0) }];
      const truth = TRUTH.map((v, i) => [v - by * (i % 2), v, v + by * ((i + 1) % 2)]);
      const [low, high] = analyse({ ...INPUT, predictions, truth }, SETTINGS).rows[0]?.statistics.spearman
        .interval ?? [0, 9];
      return high - low;
    });
    expect(widths[0]).toBe(0);
    expect(widths[1]).toBeGreaterThan(0.05);
  });

  it('has no interval with one seed on both sides, and one with several on one side', () => {
    const first = (values: readonly (readonly (number | null)[])[]) => values.map((v) => v.slice(0, 1));
    const predictions = INPUT.predictions.map((p) => ({ ...p, values: first(p.values) }));
    const interval = (input: AnalysisInput) => analyse(input, SETTINGS).rows[0]?.statistics.spearman.interval;
    expect(interval({ ...INPUT, predictions, truth: first(INPUT.truth) })).toBeNull();
    expect(interval({ ...INPUT, predictions })).toEqual([NEAR_1, NEAR_1]);
  });

  it('changes pairs alone where one is missing', () => {
    const less = <T>(list: readonly T[]): T[] => list.slice(1);
    const predictions = INPUT.predictions.map((p) => ({ ...p, values: less(p.values) }));
    const input = { ...INPUT, pairs: less(PAIRS), truth: less(INPUT.truth), predictions };
    const { arrangements, rows } = analyse(input, SETTINGS);
    expect(arrangements).toEqual([{ kind: 'pairs', exact: true, count: 120 }]);
    expect(rows[0]?.statistics.spearman.p.tasks).toBeUndefined();
  });

  it('gives the same numbers from the same seed', () => {
    const drawn = { ...SETTINGS, most: 10 };
    expect(analyse(INPUT, drawn)).toEqual(analyse(INPUT, drawn));
  });
});
