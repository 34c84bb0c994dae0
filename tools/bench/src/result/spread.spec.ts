import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, ratioOf, spreadOf } from './spread.js';

const seconds = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 9 });

describe('spread', () => {
  it('takes the middle of an odd and the mean of the two middle ones of an even number', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('has its median between its least and its greatest value', () => {
    fc.assert(
      fc.property(seconds, (values) => {
        const { median: middle, min, max } = spreadOf(values);
        expect(middle).toBeGreaterThanOrEqual(min);
        expect(middle).toBeLessThanOrEqual(max);
      }),
    );
  });

  it('refuses the median of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('divides round by round, so that a slow round of both sides cancels', () => {
    expect(ratioOf([2, 20, 2], [1, 10, 1])).toEqual({ median: 2, min: 2, max: 2 });
  });
});
