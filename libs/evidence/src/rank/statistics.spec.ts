import { describe, expect, it } from 'vitest';
import { rankStatistic } from './rank-statistic.js';
import { RANK_STATISTICS, STATISTICS } from './statistics.js';

const near = (value: number): unknown => expect.closeTo(value, 12);
const values = (prediction: readonly number[], truth: readonly number[]): number[] =>
  STATISTICS.map((name) => rankStatistic(RANK_STATISTICS[name], prediction, truth));

describe('rank statistics', () => {
  it('are 1 for the same order and follow the order alone', () => {
    expect(values([1, 2, 3, 10], [-5, -4, 0, 7])).toEqual([near(1), near(1), near(1), 1]);
  });

  it('of the opposite order are -1, -1, 0 and 0', () => {
    expect(values([3, 2, 1], [1, 2, 3])).toEqual([-1, -1, 0, 0].map(near));
  });

  it('count a half for what a prediction ties, and leave out what the truth ties', () => {
    const accuracy = (x: readonly number[], y: readonly number[]): number =>
      rankStatistic(RANK_STATISTICS.order_accuracy, x, y);
    expect(accuracy([1, 1, 2], [1, 2, 3])).toBeCloseTo(2.5 / 3, 12);
    expect(accuracy([2, 1, 3], [1, 1, 2])).toBe(1);
  });

  it('share the first place among predictions that tie for it', () => {
    const top = (x: readonly number[]): number => rankStatistic(RANK_STATISTICS.top_one, x, [0, 1, 5]);
    expect([top([0, 1, 1]), top([1, 1, 1]), top([1, 0, 0])]).toEqual([0.5, expect.closeTo(1 / 3, 12), 0]);
  });

  it('are no number where a side has no order', () => {
    expect(values([1, 1, 1], [1, 2, 3]).slice(0, 2)).toEqual([NaN, NaN]);
    expect(values([1, 2, 3], [0, 0, 0]).slice(0, 3)).toEqual([NaN, NaN, NaN]);
  });
});
