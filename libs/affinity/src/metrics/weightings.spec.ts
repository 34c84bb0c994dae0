import { describe, expect, it } from 'vitest';
import { WEIGHTINGS } from '../result/similarity-file.js';
import type { PairLayer } from './pair-layer.js';
import { layerWeights, weightedMean } from './similarity.js';
import { FILTER_WEIGHTINGS } from './weightings.js';

/** Twelve filters of ten weights; task a keeps 60 of all and 2 of its own filter, task b 30 and 4. */
const layer = (index: number, filters: number | null = 1): PairLayer => ({
  index,
  name: `layer ${index}`,
  weights: 120,
  filterWeights: 10,
  a: {
    kept: 60,
    keptInOwnFilter: filters === null ? null : 2,
    sum: 1,
    maskedSum: 1,
    square: 1,
    maskedSquare: 1,
  },
  b: {
    kept: 30,
    keptInOwnFilter: filters === null ? null : 4,
    sum: 1,
    maskedSum: 1,
    square: 1,
    maskedSquare: 1,
  },
  both: 20,
  dot: 1,
  maskedDot: 1,
});
const layers = Array.from({ length: 7 }, (_, index) => layer(index));

describe('weightings', () => {
  it.each([
    ['equal', [1, 1, 1, 1, 1, 1, 1]],
    ['linear', [0, 1, 2, 3, 4, 5, 6]],
    ['linear_plus_one', [1, 2, 3, 4, 5, 6, 7]],
    ['five_zeros', [0, 0, 0, 0, 0, 1, 1]],
  ] as const)('%s depends on the position alone', (weighting, weights) => {
    expect(layerWeights(layers, weighting, 'correct')).toEqual(weights);
    expect(layerWeights(layers, weighting, 'reference')).toEqual(weights);
  });

  it.each([
    ['av_sparsity', 0.5 + 0.75, 0.8 + 0.6],
    ['min_sparsity', 0.5, 0.6],
    ['epi_like', 1 - 30 / 90, 1 - 2 / 6],
  ] as const)(
    '%s looks at the whole layer when correct, at filter l of layer l as published',
    (weighting, correct, reference) => {
      expect(layerWeights(layers.slice(0, 1), weighting, 'correct')[0]).toBeCloseTo(correct, 15);
      expect(layerWeights(layers.slice(0, 1), weighting, 'reference')[0]).toBeCloseTo(reference, 15);
    },
  );

  it.each([...FILTER_WEIGHTINGS])(
    '%s fails as published where layer l has no filter number l',
    (weighting) => {
      const short = [layer(12, null)];
      expect(layerWeights(short, weighting, 'correct')).toHaveLength(1);
      expect(() => layerWeights(short, weighting, 'reference')).toThrow(
        /^layer 12 \(layer 12\) has 12 filters and no filter number 12: .* IndexError/,
      );
    },
  );

  it('are all in the table', () => {
    for (const weighting of WEIGHTINGS) {
      expect(layerWeights(layers, weighting, 'correct')).toHaveLength(layers.length);
    }
  });
});

describe('weightedMean', () => {
  it('divides by the sum of the weights', () => {
    expect(weightedMean([1, 0.5], [1, 3])).toBe(0.625);
  });

  it('is poisoned by one value that is not a number, even of weight zero', () => {
    expect(weightedMean([NaN, 1], [0, 1])).toBeNaN();
  });

  it('is not a number where the weights sum to zero', () => {
    expect(weightedMean([1, 1], [0, 0])).toBeNaN();
  });
});
