import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gradientSquareScores, l1Scores, orderedScores, randomScores } from './weight-scores.js';

const floats = fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1, maxLength: 100 });

it('orders signed values as positive ones, but for neighbours in float32', () => {
  fc.assert(
    fc.property(floats, (values) => {
      const scores = orderedScores(values);
      expect(scores.every((score) => score >= 0 && Number.isFinite(score))).toBe(true);
      const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
      expect(
        order.every(
          (i, at) => at === 0 || (scores[i] as number) >= (scores[order[at - 1] as number] as number),
        ),
      ).toBe(true);
      for (let i = 1; i < values.length; i++) {
        const [a, b] = [values[i - 1] as number, values[i] as number];
        const size = Math.max(Math.abs(a), Math.abs(b));
        if (Math.abs(a - b) > 1e-6 * size + 1e-44 && size < 1e38) expect(scores[i - 1]).not.toBe(scores[i]);
      }
    }),
  );
});

it('refuses a value that is not finite', () => {
  expect(() => orderedScores(Float32Array.of(1, NaN))).toThrow('element 1: score NaN');
});

it('multiplies gradient sums with the rounded square of the weight', () => {
  const [g, w] = [Float32Array.of(0.1, 3), Float32Array.of(0.3, -2)];
  const square = Math.fround(Math.fround(0.3) ** 2);
  expect([...gradientSquareScores(g, w)]).toEqual([Math.fround((g[0] as number) * square), 12]);
  expect(() => gradientSquareScores(g, Float32Array.of(1))).toThrow('2 gradients for 1 weights');
});

it('takes magnitudes, and draws the same numbers for the same layer and seed', () => {
  expect([...l1Scores(Float32Array.of(-2, 0.5))]).toEqual([2, 0.5]);
  const layer = { name: 'a', shape: [3, 2, 1, 1] as const, stream: 4 };
  expect(randomScores(layer, 1)).toEqual(randomScores(layer, 1));
  expect(randomScores(layer, 2)).not.toEqual(randomScores(layer, 1));
  expect(randomScores(layer, 1).every((score) => score > 0 && score < 1)).toBe(true);
});
