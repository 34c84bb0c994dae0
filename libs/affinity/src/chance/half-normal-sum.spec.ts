import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fourier } from './fourier.js';
import { halfNormalSum } from './half-normal-sum.js';
import { upperTail } from './upper-tail.js';

describe('fourier', () => {
  it('returns to the signal, times its length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 16, maxLength: 16 }),
        (values) => {
          const signal = { re: Float64Array.from(values), im: new Float64Array(16) };
          fourier(signal, -1);
          fourier(signal, 1);
          signal.re.forEach((value, i) => {
            expect(value / 16).toBeCloseTo(values[i] ?? NaN, 10);
          });
        },
      ),
    );
  });
});

describe('halfNormalSum', () => {
  it.each([1, 2, 3, 10, 100, 5000])('has the mean and the variance of a sum of %i half-normals', (n) => {
    const { origin, step, mass } = halfNormalSum(n);
    const moment = (power: number) =>
      mass.reduce((sum, value, k) => sum + value * (origin + k * step) ** power, 0);
    expect(moment(0)).toBeCloseTo(1, 12);
    expect(moment(1) / n).toBeCloseTo(Math.sqrt(2 / Math.PI), 9);
    expect((moment(2) - moment(1) ** 2) / n).toBeCloseTo(1 - 2 / Math.PI, 7);
  });
});

describe('upperTail', () => {
  it('has the tails of the half-normal for one batch', () => {
    const tail = upperTail(1);
    const known = [
      [0, 1],
      [0.6744897501960817, 0.5],
      [1.959963984540054, 0.05],
      [3.2905267314919255, 0.001],
    ] as const;
    for (const [x, probability] of known) {
      expect(Math.abs(tail.probability(x) - probability)).toBeLessThan(2e-5);
      expect(Math.abs(tail.first(x) - Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2))).toBeLessThan(4e-5);
    }
  });

  it('starts at the whole and falls to nothing', () => {
    const tail = upperTail(4);
    expect(tail.probability(-1)).toBeCloseTo(1, 12);
    expect(tail.second(0)).toBeCloseTo(4 * (1 + (3 * 2) / Math.PI), 6);
    expect(tail.probability(Infinity)).toBe(0);
  });
});
