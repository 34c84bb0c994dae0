import { symmetric, counterKey } from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { orderTest } from './order-test.js';

const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;
const LIMITS = { most: 10_000, draws: 999, seed: 5 };
/** The same three values in every seed. */
const steady = (seeds: number): number[][] =>
  [0.9, 0.5, 0.1].map((value) => new Array<number>(seeds).fill(value));
const noise = (salt: number, seeds: number): number[][] =>
  PAIRS.map((_, p) => Array.from({ length: seeds }, (_, s) => symmetric(counterKey(salt, p), s)));

describe('a test of whether seeds agree on the order of pairs', () => {
  it('gives the order that all seeds have the smallest p there is', () => {
    expect(orderTest([steady(4)], PAIRS, 3, LIMITS)).toEqual([
      { agreement: expect.closeTo(1, 12), p: 1 / 216, corrected: 1 / 216 },
    ]);
  });

  it('is not moved by what a seed adds to all pairs', () => {
    const shifted = steady(3).map((pair) => pair.map((value, s) => value + 10 * s));
    expect(orderTest([shifted], PAIRS, 3, LIMITS)[0]?.agreement).toBeCloseTo(1, 9);
  });

  it('gives noise small p values as often as it should, one cell alone and the best of ten', () => {
    const families = Array.from({ length: 200 }, (_, f) =>
      orderTest(
        Array.from({ length: 10 }, (_, c) => noise(10 * f + c, 4)),
        PAIRS,
        3,
        LIMITS,
      ),
    );
    const bound = 5 * Math.sqrt(200 * 0.1 * 0.9);
    const alone = families.filter(([first]) => (first?.p ?? 1) <= 0.1).length;
    const best = families.filter((tests) => tests.some(({ corrected }) => corrected <= 0.1)).length;
    expect(Math.abs(alone - 20)).toBeLessThan(bound);
    expect(Math.abs(best - 20)).toBeLessThan(bound);
    expect(families.flat().every(({ p, corrected }) => corrected >= p)).toBe(true);
  });

  it('draws arrangements where there are many, and leaves out what is no number', () => {
    const hole = steady(8);
    (hole[0] as number[])[0] = NaN;
    const [whole, holed] = orderTest([steady(8), hole], PAIRS, 3, LIMITS);
    expect(whole?.p).toBe(1 / 1000);
    expect(holed).toEqual({ agreement: NaN, p: NaN, corrected: NaN });
  });

  it('says nothing of one seed', () => {
    expect(orderTest([steady(1)], PAIRS, 3, LIMITS)[0]?.p).toBe(1);
  });
});
