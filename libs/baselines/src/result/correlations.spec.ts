import { describe, expect, it } from 'vitest';
import { correlations, type MaskRow } from './correlations.js';
import type { BaselineRow } from './baselines-file.js';
import type { BaselineMetric } from '../methods/methods.js';

const TASKS = ['seg', 'sn', 'depth'];
const PAIRS = [
  ['seg', 'sn'],
  ['seg', 'depth'],
  ['sn', 'depth'],
] as const;

const row = (
  metric: BaselineMetric,
  pair: readonly [string, string],
  value: number | null,
  directed = false,
): BaselineRow => ({
  ...{ pair, metric, directed, weighting: 'none', sparsity: 'mean', value, std: null, chance: null },
  seedValues: [value],
});
const rows = (metric: BaselineMetric, values: readonly (number | null)[]): BaselineRow[] =>
  PAIRS.map((pair, i) => row(metric, pair, values[i] ?? null));
const mask = (metric: string, values: readonly number[], weighting = 'equal'): MaskRow[] =>
  PAIRS.map((pair, i) => ({ pair, metric, weighting, sparsity: 'mean', value: values[i] ?? null }));

describe('correlations of measures', () => {
  it('compare each two once, with p of either sign over all relabellings', () => {
    const found = correlations(TASKS, [...rows('rsa', [1, 2, 3]), ...rows('random', [3, 2, 1])], []);
    expect(found.arrangements).toEqual({ exact: true, count: 6 });
    expect(found.rows.slice(0, 1)).toEqual([
      {
        ...{ a: 'rsa', b: 'random', n: 3 },
        // Of the 6 orders of three pairs one has -1 and one has 1.
        spearman: { value: expect.closeTo(-1, 12), p: 2 / 6 },
        kendall: { value: expect.closeTo(-1, 12), p: 2 / 6 },
      },
    ]);
    const weak = correlations(TASKS, [...rows('rsa', [1, 2, 3]), ...rows('random', [1, 3, 2])], []);
    expect(weak.rows[0]?.spearman).toEqual({ value: expect.closeTo(0.5, 12), p: 1 });
  });

  it("take the run's mask metrics at equal layer weights, mean over sparsities, whichever way a pair is named", () => {
    const similarity = [...mask('iou', [1, 2, 3]), ...mask('iou', [3, 2, 1], 'linear')].map((own) => ({
      ...own,
      pair: [own.pair[1], own.pair[0]] as const,
    }));
    const found = correlations(TASKS, rows('rsa', [10, 20, 30]), similarity);
    const [first] = found.rows.filter(({ b }) => b === 'mask_iou');
    expect(first?.spearman.value).toBeCloseTo(1, 12);
  });

  it('take the mean of both directions of a directed measure', () => {
    const back = PAIRS.map(([a, b], i) => row('tag', [b, a], [9, 0, 0][i] ?? 0, true));
    const there = PAIRS.map((pair, i) => row('tag', pair, [1, 4, 5][i] ?? 0, true));
    const found = correlations(TASKS, [...there, ...back, ...rows('rsa', [3, 1, 2])], []);
    expect(found.rows[0]).toMatchObject({
      a: 'tag',
      b: 'rsa',
      spearman: { value: expect.closeTo(1, 12) as number },
    });
  });

  it('say nothing where a measure has no number for a pair, or no order', () => {
    const missing = correlations(TASKS, [...rows('rsa', [1, null, 3]), ...rows('random', [3, 2, 1])], []);
    expect(missing.rows[0]?.spearman).toEqual({ value: null, p: null });
    const flat = correlations(TASKS, [...rows('rsa', [1, 1, 1]), ...rows('random', [3, 2, 1])], []);
    expect(flat.rows[0]?.kendall).toEqual({ value: null, p: null });
  });
});
