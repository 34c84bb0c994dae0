import { describe, expect, it } from 'vitest';
import { halfCounts, prefixCounts, resampleCounts } from './block-plan.js';

describe('parts of the blocks of a seed', () => {
  it('are halves of as many batches that share none, alternately', () => {
    expect(halfCounts(4, 1)).toEqual({
      batches: 2,
      halves: [
        [1, 0, 1, 0],
        [0, 1, 0, 1],
      ],
    });
  });

  it('leave out an odd block and a last shorter one, and are none of one whole block', () => {
    expect(halfCounts(7, 2)?.halves).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
    ]);
    expect([halfCounts(3, 2), halfCounts(1, 1), halfCounts(5, 5)]).toEqual([null, null, null]);
  });

  it('are prefixes that end with all of them, at most eight, evenly spread', () => {
    expect(prefixCounts(5, 2).map(({ batches }) => batches)).toEqual([2, 4, 5]);
    const many = prefixCounts(50, 2);
    expect(many.map(({ batches }) => batches)).toEqual([8, 14, 20, 26, 32, 38, 44, 50]);
    expect(many.at(-1)?.counts.every((count) => count === 1)).toBe(true);
  });

  it('are half-samples of whole blocks alone, so that all have as many batches', () => {
    const { counts, scale } = resampleCounts(5, 2, 0, 8);
    expect(counts).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(scale).toBe(1);
    expect(resampleCounts(4, 4, 0, 8).counts).toEqual([]);
  });
});
