import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchPoint, branchPointCertainty } from './branch-point.js';

const RESAMPLING = { draws: 400, salt: 1, confidence: 0.95 };
const CURVE = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 });

describe('branchPoint', () => {
  it('finds the fall of the curve', () => {
    expect(branchPoint([0.9, 0.8, 0.85, 0.2, 0.1])).toMatchObject({
      shared: 3,
      below: expect.closeTo(0.15, 12),
    });
    expect(branchPoint([1, 1, 0, 0, 0])).toEqual({ shared: 2, above: 1, below: 0, explained: 1 });
  });

  it('finds none where the overlap only grows or stays', () => {
    expect(branchPoint([0.1, 0.2, 0.3])).toBeNull();
    expect(branchPoint([0.5, 0.5, 0.5])).toBeNull();
  });

  it('leaves out layers that have no number', () => {
    expect(branchPoint([0.9, NaN, 0.9, 0.1, 0.1])).toMatchObject({ shared: 3, above: 0.9, below: 0.1 });
  });

  it('leaves the least sum of squares that any falling split leaves', () => {
    const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
    const error = (x: readonly number[]): number => x.reduce((sum, v) => sum + (v - mean(x)) ** 2, 0);
    fc.assert(
      fc.property(CURVE, (curve) => {
        const splits = curve.slice(1).map((_, i) => [curve.slice(0, i + 1), curve.slice(i + 1)] as const);
        const falling = splits.filter(([a, b]) => mean(a) > mean(b));
        const point = branchPoint(curve);
        expect(point === null).toBe(falling.length === 0);
        if (point === null) return;
        const [a, b] = [curve.slice(0, point.shared), curve.slice(point.shared)];
        const least = Math.min(...falling.map(([x, y]) => error(x) + error(y)));
        expect(error(a) + error(b)).toBeCloseTo(least, 9);
        expect(point.above).toBeGreaterThan(point.below);
        expect(point.explained).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });

  it('refuses a single layer', () => {
    expect(() => branchPoint([1])).toThrow('1 layers');
  });
});

describe('branchPointCertainty', () => {
  it('is certain where all seeds agree, and wide where they do not', () => {
    const same = [0.9, 0.9, 0.1, 0.1];
    expect(branchPointCertainty([same, same, same], RESAMPLING)).toEqual({
      interval: [2, 2],
      seedPoints: [2, 2, 2],
      same: 1,
      anywhere: 1,
    });
    const odd = branchPointCertainty([same, [0.9, 0.1, 0.1, 0.1], [0.9, 0.9, 0.9, 0.1]], RESAMPLING);
    expect(odd.seedPoints).toEqual([2, 1, 3]);
    expect(odd.interval).toEqual([1, 3]);
    expect(odd.same).toBeLessThan(1);
  });

  it('has no interval from one seed', () => {
    expect(branchPointCertainty([[0.9, 0.1]], RESAMPLING)).toMatchObject({ interval: null, seedPoints: [1] });
  });

  it('gives the same bits for the same salt', () => {
    const curves = [0, 1, 2, 3].map((seed) =>
      Array.from({ length: 9 }, (_, l) => Math.sin(seed * 7 + l) - l / 9),
    );
    expect(branchPointCertainty(curves, RESAMPLING)).toEqual(branchPointCertainty(curves, RESAMPLING));
  });
});
