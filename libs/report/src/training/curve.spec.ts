import { describe, expect, it } from 'vitest';
import { lossCurve, quantile, sampled, smoothed, smoothing, thinned } from './curve.js';

const curve = (...values: number[]) => values.map((value, iteration) => ({ iteration, value }));

describe('a curve', () => {
  it('leaves out the batches without a label', () => {
    const points = [null, 2, 0].map((seg, iteration) => ({ iteration, losses: { seg }, total: 1 }));
    expect(lossCurve(points, 'seg')).toEqual([
      { iteration: 1, value: 2 },
      { iteration: 2, value: 0 },
    ]);
    expect(lossCurve(points, 'total')).toHaveLength(3);
    expect(lossCurve(points, 'edge')).toEqual([]);
  });

  it('is smoothed by the exponential mean that makes up for the missing past', () => {
    const [a, b, c] = smoothed(curve(4, 8, 0), 0.5);
    expect([a?.value, b?.value, c?.value]).toEqual([
      4,
      (0.25 * 4 + 0.5 * 8) / 0.75,
      (0.125 * 4 + 0.25 * 8) / 0.875,
    ]);
    expect(smoothed(curve(3, 3, 3), 0.97).map(({ value }) => value)).toEqual([
      expect.closeTo(3, 12),
      expect.closeTo(3, 12),
      expect.closeTo(3, 12),
    ]);
  });

  it('is not smoothed where it is short', () => {
    expect(smoothing(20)).toBe(0);
    expect(smoothed(curve(1, 5), 0)).toEqual(curve(1, 5));
    expect(smoothing(4000)).toBe(0.99);
  });

  it('keeps every spike when thinned, and at most two points a stretch', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 90 : i === 77 ? -5 : i % 7));
    const thin = thinned(curve(...values));
    expect(thin.length).toBeLessThanOrEqual(300);
    expect(thin).toContainEqual({ iteration: 4321, value: 90 });
    expect(thin).toContainEqual({ iteration: 77, value: -5 });
    expect(thin.every(({ iteration }, i) => i === 0 || iteration > (thin[i - 1]?.iteration ?? 0))).toBe(true);
    expect(thinned(curve(1, 2, 3))).toEqual(curve(1, 2, 3));
  });

  it('keeps its ends when sampled', () => {
    const points = sampled(curve(...Array.from({ length: 1000 }, (_, i) => i)), 10);
    expect(points).toHaveLength(11);
    expect([points[0]?.iteration, points.at(-1)?.iteration]).toEqual([0, 999]);
  });

  it('has quantiles', () => {
    expect([0, 0.5, 1].map((fraction) => quantile(curve(9, 1, 5), fraction))).toEqual([1, 5, 9]);
  });
});
