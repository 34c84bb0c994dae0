import { hash, streamKey, uniform } from '@metasparse/scenenet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceIou, chanceMaskedSals, chanceSals, independentIou, nullModel } from './null-model.js';

/** Standard normals from counters (Box-Muller). */
function normal(stream: number, e: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(streamKey(2 * stream), e)));
  return radius * Math.cos(2 * Math.PI * uniform(streamKey(2 * stream + 1), e));
}

/** |w| · (sum of |g|) of two tasks that share w, over `weights` weights. */
function simulate(batches: number, weights: number): readonly [Float64Array, Float64Array] {
  const w = Float64Array.from({ length: weights }, (_, e) => Math.abs(normal(0, e)));
  const task = (t: number) =>
    w.map((size, e) => {
      let sum = 0;
      for (let n = 0; n < batches; n++) sum += Math.abs(normal(1 + t * batches + n, e));
      return size * sum;
    });
  return [task(0), task(1)];
}

function maskTop(saliency: Float64Array, keep: number): Float64Array {
  const cut = Float64Array.from(saliency).sort()[Math.round(saliency.length * (1 - keep))] as number;
  return saliency.map((value) => (value >= cut ? value : 0));
}

function cosine(a: Float64Array, b: Float64Array): number {
  const dot = (x: Float64Array, y: Float64Array) =>
    x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function maskIou(a: Float64Array, b: Float64Array): number {
  const both = a.filter((value, i) => value > 0 && (b[i] as number) > 0).length;
  return both / (a.filter((value) => value > 0).length + b.filter((value) => value > 0).length - both);
}

describe('null model', () => {
  it.each([
    [1, 0.637],
    [2, 0.778],
    [5, 0.898],
    [50, 0.989],
  ])('puts sals of unrelated tasks after %i batches at %f', (batches, level) => {
    expect(chanceSals(batches)).toBeCloseTo(level, 3);
  });

  it.each([
    [1, 0.1, 0.1],
    [1, 0.5, 0.2],
    [2, 0.05, 0.3],
    [5, 0.08, 0.08],
    [5, 0.7, 0.4],
    [12, 0.1, 0.05],
  ])('agrees with a simulation of %i batches at keep %f and %f', (batches, keepA, keepB) => {
    const [a, b] = simulate(batches, 200_000);
    const [maskedA, maskedB] = [maskTop(a, keepA), maskTop(b, keepB)];
    expect(Math.abs(cosine(a, b) - chanceSals(batches))).toBeLessThan(0.004);
    expect(Math.abs(cosine(maskedA, maskedB) - chanceMaskedSals(batches, keepA, keepB))).toBeLessThan(0.01);
    expect(Math.abs(maskIou(maskedA, maskedB) - chanceIou(batches, keepA, keepB))).toBeLessThan(0.005);
    const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    const inside = total(b.filter((_, i) => (maskedA[i] as number) > 0));
    expect(Math.abs(inside / total(b) - nullModel(batches).share(keepA))).toBeLessThan(0.005);
  });

  it.each([1, 2, 5, 50, 1000, 30_000])(
    'meets the analytic level of sals where all is kept, at N = %i',
    (batches) => {
      const model = nullModel(batches);
      expect(model.maskedSals(1, 1)).toBeCloseTo(model.sals, 6);
      expect(model.iou(1, 1)).toBeCloseTo(1, 9);
    },
  );

  it('is symmetric, within [0, 1], and never below masks that do not even share |w|', () => {
    const model = nullModel(5);
    const fraction = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(model.iou(a, b)).toBeCloseTo(model.iou(b, a), 12);
        expect(model.maskedSals(a, b)).toBeCloseTo(model.maskedSals(b, a), 12);
        expect(model.maskedSals(a, b)).toBeLessThanOrEqual(1);
        expect(model.iou(a, b)).toBeGreaterThanOrEqual(independentIou(a, b) - 1e-6);
        expect(model.iou(a, b)).toBeLessThanOrEqual(Math.min(a, b) / Math.max(a, b) + 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  it('rises with the number of batches towards masks that |w| alone decides', () => {
    const levels = [1, 2, 5, 20, 100, 2000].map((batches) => chanceIou(batches, 0.1, 0.1));
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    expect(levels.at(-1)).toBeGreaterThan(0.93);
  });

  it('gives 0 for empty masks, and no IoU for two of them', () => {
    const model = nullModel(2);
    expect(model.maskedSals(0, 0.5)).toBe(0);
    expect(model.iou(0, 0.5)).toBe(0);
    expect(model.iou(0, 0)).toBeNaN();
    expect(independentIou(0.5, 0.5)).toBeCloseTo(1 / 3, 12);
  });

  it('refuses fractions outside [0, 1] and numbers of batches below 1', () => {
    expect(() => nullModel(2).iou(1.2, 0.5)).toThrow('a kept fraction is 1.2, it has to lie in [0, 1]');
    expect(() => nullModel(0)).toThrow('the number of batches is 0, it has to be an integer of at least 1');
    expect(() => nullModel(1.5)).toThrow(RangeError);
  });
});

it('draws the simulation from counters, so that it repeats', () => {
  expect(hash(streamKey(0), 0)).toBe(340428713);
});
