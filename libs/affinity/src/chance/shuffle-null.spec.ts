import { readFileSync } from 'node:fs';
import { counterKey, uniform } from '@metasparse/scenenet';
import { flatScores, selectThresholds } from '@metasparse/sparsity';
import { describe, expect, it } from 'vitest';
import { drawnScores, LAYERS, BACKBONE } from '../../test/seed-fixture.js';
import { measureSeed } from '../measure/measure-seed.js';
import { METRIC_FUNCTIONS } from '../metrics/metrics.js';
import { pairLayers } from '../metrics/pair-layer.js';
import { METRICS } from '../result/similarity-file.js';
import { hypergeometricIou } from './hypergeometric-iou.js';
import { shuffleNull } from './shuffle-null.js';

interface Reference {
  readonly cases: readonly {
    readonly weights: number;
    readonly a: number;
    readonly b: number;
    readonly mean: number;
    readonly sd: number;
  }[];
}

/** Written by make_hypergeometric.py beside it, from scipy. */
const FILE = new URL('../../test/fixtures/hypergeometric.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as Reference;

const SHUFFLES = 1000;
const RATIO = 0.3;
const a = drawnScores('seg', 1);
const b = drawnScores('sn', 2);
const thresholds = [selectThresholds(a, [RATIO]), selectThresholds(b, [RATIO])];

/** `b` with the weights of each layer in another order. */
function shuffled(salt: number): typeof b {
  const layers = LAYERS.map((_, l) => {
    const values = b.layer(l).slice();
    for (let i = values.length - 1; i > 0; i--) {
      const j = Math.floor(uniform(counterKey(salt, l), i) * (i + 1));
      [values[i], values[j]] = [values[j] as number, values[i] as number];
    }
    return [...values];
  });
  return flatScores('sn', LAYERS, BACKBONE, Float32Array.from(layers.flat()));
}

const observed = pairLayers(measureSeed([a, b], thresholds), 0, 0);
const draws = Array.from({ length: SHUFFLES }, (_, salt) =>
  pairLayers(measureSeed([a, shuffled(salt)], thresholds), 0, 0),
);

describe('a mask shuffled within a layer', () => {
  it.each(cases)('has the IoU that scipy gives for $a and $b of $weights weights', (expected) => {
    const { mean, sd } = hypergeometricIou(expected.weights, expected.a, expected.b);
    expect(mean).toBeCloseTo(expected.mean, 12);
    expect(sd).toBeCloseTo(expected.sd, 10);
  });

  it('is whole, or empty, without a spread', () => {
    expect(hypergeometricIou(10, 10, 10)).toEqual({ mean: 1, sd: 0 });
    expect(hypergeometricIou(10, 0, 4)).toEqual({ mean: 0, sd: 0 });
    expect(hypergeometricIou(2_359_296, 1_179_648, 1_179_648).mean).toBeCloseTo(1 / 3, 6);
  });

  it.each(METRICS)('gives in %s the mean and spread of 1000 real shuffles, layer by layer', (metric) => {
    observed.forEach((layer, l) => {
      const values = draws.map((layers) => METRIC_FUNCTIONS[metric](layers[l] ?? layer, 'correct'));
      const mean = values.reduce((sum, value) => sum + value, 0) / SHUFFLES;
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (SHUFFLES - 1));
      const expected = shuffleNull(layer, metric, 'correct');
      expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(
        (4 * expected.sd) / Math.sqrt(SHUFFLES) + 1e-9,
      );
      // The standard deviation of 1000 normal values is known to 1 / sqrt(2000) = 2.2 %; four times that.
      if (metric !== 'epi') expect(Math.abs(sd / expected.sd - 1)).toBeLessThan(0.1);
    });
  });
});
