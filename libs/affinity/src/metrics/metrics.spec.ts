import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnScores, measured } from '../../test/seed-fixture.js';
import { METRICS, WEIGHTINGS } from '../result/similarity-file.js';
import { cosine, epi, iou, METRIC_FUNCTIONS } from './metrics.js';
import { pairLayers } from './pair-layer.js';
import { similarity } from './similarity.js';

const draw = fc.record({
  salt: fc.integer({ min: 0, max: 1 << 20 }),
  keepRatio: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

describe('metrics', () => {
  it('are symmetric and lie in [0, 1], in every layer', () => {
    fc.assert(
      fc.property(draw, ({ salt, keepRatio }) => {
        const [a, b] = [drawnScores('a', 1, salt), drawnScores('b', 2, salt)];
        const forward = pairLayers(measured([a, b], [keepRatio]), 0, 0);
        const backward = pairLayers(measured([b, a], [keepRatio]), 0, 0);
        for (const metric of METRICS) {
          const values = forward.map((layer) => METRIC_FUNCTIONS[metric](layer, 'correct'));
          expect(backward.map((layer) => METRIC_FUNCTIONS[metric](layer, 'correct'))).toEqual(values);
          expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are 1 for a task with itself, under every weighting', () => {
    const seg = drawnScores('seg', 1);
    const layers = pairLayers(measured([seg, seg], [0.3]), 0, 0);
    for (const metric of METRICS) {
      for (const weighting of WEIGHTINGS) {
        expect(similarity(layers, metric, weighting, 'correct')).toBeCloseTo(1, 12);
      }
    }
  });

  it('do not depend on the scale of a task', () => {
    const [a, b] = [drawnScores('a', 1), drawnScores('b', 2)];
    const larger = { ...b, layer: (index: number) => b.layer(index).map((score) => score * 1024) };
    const once = pairLayers(measured([a, b], [0.2]), 0, 0);
    const again = pairLayers(measured([a, larger], [0.2]), 0, 0);
    for (const metric of METRICS) {
      expect(similarity(again, metric, 'equal', 'correct')).toBe(
        similarity(once, metric, 'equal', 'correct'),
      );
    }
  });

  it('refuse a pair or ratio that was not measured', () => {
    const measures = measured([drawnScores('a', 1), drawnScores('b', 2)], [0.2]);
    expect(() => pairLayers(measures, 1, 0)).toThrow('pair 1 at ratio 0 is not one of 1 pairs and 1 ratios');
  });
});

describe('the formulas', () => {
  it('epi compares counts, and calls two empty layers alike', () => {
    expect(epi(30, 10)).toBe(0.5);
    expect(epi(0, 0)).toBe(1);
    expect(epi(0, 5)).toBe(0);
  });

  it('iou of two empty layers is 1 when correct and not a number as published', () => {
    expect(iou(1, 4, 'correct')).toBe(0.25);
    expect(iou(0, 0, 'correct')).toBe(1);
    expect(iou(0, 0, 'reference')).toBeNaN();
  });

  it('cosine divides by no norm below 1e-8 and never exceeds 1', () => {
    expect(cosine(0, 0, 4)).toBe(0);
    expect(cosine(1e-18, 1e-18, 1e-18)).toBeCloseTo(0.01, 12);
    expect(cosine(4, 4, 4 - 1e-15)).toBe(1);
  });
});
