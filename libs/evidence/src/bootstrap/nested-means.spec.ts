import { describe, expect, it } from 'vitest';
import { halfSamples } from './half-samples.js';
import { nestedDraws } from './nested-draws.js';
import { leaveOneOut, nestedInterval, nestedMeans } from './nested-means.js';
import { orderOf, orderShares } from './order-shares.js';

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
};

describe('draws of seeds and of blocks within', () => {
  const draws = nestedDraws([4, 0, 2], 4000, 7);

  it('are the same from the same salt, and reach every seed and resample alike', () => {
    expect(nestedDraws([4, 0, 2], 4000, 7)).toEqual(draws);
    expect(nestedDraws([4, 0, 2], 4000, 8)).not.toEqual(draws);
    const picks = draws.flat();
    for (const seed of [0, 1, 2]) {
      const count = picks.filter((pick) => pick.seed === seed).length;
      expect(Math.abs(count - 4000)).toBeLessThan(5 * Math.sqrt(12000 * (2 / 9)));
    }
    expect(new Set(picks.map(({ seed, resample }) => `${seed} ${resample ?? '-'}`)).size).toBe(4 + 1 + 2);
  });
});

describe('half-samples of blocks', () => {
  it('are all subsets where they are few, drawn ones otherwise, and none of one block', () => {
    expect(halfSamples(4, 6, 0).subsets.map(String)).toEqual(['0,1', '0,2', '0,3', '1,2', '1,3', '2,3']);
    expect(halfSamples(3, 8, 0)).toEqual({ subsets: [[0], [1], [2]], scale: Math.sqrt(1 / 2) });
    expect([halfSamples(1, 8, 0).subsets, halfSamples(4, 0, 0).subsets]).toEqual([[], []]);
    const { subsets } = halfSamples(10, 3000, 1);
    expect(new Set(subsets.map(String)).size).toBe(252);
    expect(halfSamples(10, 20, 1).subsets).toEqual(halfSamples(10, 20, 1).subsets);
    expect(halfSamples(10, 20, 2).subsets).not.toEqual(halfSamples(10, 20, 1).subsets);
  });

  it.each([2, 3, 4, 5, 7])('spread a mean of %i blocks, scaled, as its standard error says', (blocks) => {
    const values = Array.from({ length: blocks }, (_, i) => (i * i) % 7);
    const { subsets, scale } = halfSamples(blocks, 1000, 0);
    const means = subsets.map((subset) => meanOf(subset.map((i) => values[i] ?? NaN)));
    const error = (varianceOf(values) * blocks) / (blocks - 1) / blocks;
    expect(scale ** 2 * varianceOf(means)).toBeCloseTo(error, 12);
  });
});

describe('means over both stages', () => {
  const values = { seeds: [1, 2, 6], resamples: [[0.4, 0.6], [], [5, 5.3, 4.7]], scales: [1, 1, 2] };
  const draws = nestedDraws([2, 0, 3], 20_000, 1);
  const means = nestedMeans(values, draws);

  it('lie around the observed mean, without the bias of the resamples', () => {
    expect(meanOf(means)).toBeCloseTo(3, 1);
  });

  it('vary as seeds and blocks do together', () => {
    const between = varianceOf(values.seeds) / 3;
    const within = (varianceOf([0.4, 0.6]) + 0 + 4 * varianceOf([5, 5.3, 4.7])) / 3 / 3;
    expect(varianceOf(means) / (between + within)).toBeCloseTo(1, 1);
  });

  it('give an interval around the observed mean, for one seed of its blocks alone, and none for nothing', () => {
    const [low, high] = nestedInterval(values, draws, 0.95) ?? [NaN, NaN];
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    const one = { seeds: [1], resamples: [[0.5, 0.7]], scales: [1] };
    expect(nestedInterval(one, nestedDraws([2], 500, 1), 0.95)).toEqual([
      expect.closeTo(0.9, 12),
      expect.closeTo(1.1, 12),
    ]);
    expect(
      nestedInterval({ seeds: [1], resamples: [[]], scales: [1] }, nestedDraws([0], 9, 1), 0.95),
    ).toBeNull();
    expect(
      nestedInterval(
        { seeds: [1, NaN], resamples: [[], []], scales: [1, 1] },
        nestedDraws([0, 0], 9, 1),
        0.9,
      ),
    ).toBeNull();
  });

  it('leave each seed out once', () => {
    expect(leaveOneOut([1, 2, 6])).toEqual([4, 3.5, 1.5]);
    expect(leaveOneOut([1])).toEqual([]);
  });
});

describe('orders of pairs', () => {
  it('are counted over draws, the most frequent first', () => {
    const shares = orderShares([
      [3, 3, 1, 3],
      [2, 2, 2, 3],
      [1, 1, 3, 3],
    ]);
    expect(shares).toEqual([
      { order: [0, 1, 2], probability: 0.75 },
      { order: [2, 1, 0], probability: 0.25 },
    ]);
    expect(orderOf([1, 3, 3])).toEqual([1, 2, 0]);
  });
});
