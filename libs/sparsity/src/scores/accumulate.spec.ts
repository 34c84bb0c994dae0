import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addInto, planBlocks } from './accumulate.js';

describe('planBlocks', () => {
  it('covers every batch once, in order, in blocks of the given size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), (batches, size) => {
        const blocks = planBlocks(batches, size);
        const covered = blocks.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        );
        expect(covered).toEqual(Array.from({ length: batches }, (_, i) => i));
        expect(blocks.every(({ start, end }) => end - start <= size)).toBe(true);
        expect(blocks.map(({ index }) => index)).toEqual(blocks.map((_, i) => i));
      }),
    );
  });

  it.each([
    [0, 1],
    [1.5, 1],
    [3, 0],
  ])('refuses %s batches in blocks of %s', (batches, size) => {
    expect(() => planBlocks(batches, size)).toThrow(/has to be an integer of at least 1/);
  });
});

describe('addInto', () => {
  it('rounds each sum to float32', () => {
    const total = Float32Array.of(1, 16777216);
    addInto(total, Float32Array.of(2 ** -24, 1));
    expect([...total]).toEqual([1, 16777216]);
  });

  it('refuses a partial sum of another length', () => {
    expect(() => {
      addInto(new Float32Array(2), new Float32Array(3));
    }).toThrow('a partial sum of 3 values does not fit 2');
  });
});
