import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptCount, packMask, unpackMask } from '@metasparse/sparsity';
import { grow, growCount } from './grow.js';

const gradient = fc.float({ min: -1, max: 1, noNaN: true });
const layer = fc
  .array(fc.tuple(fc.boolean(), gradient, gradient, gradient), { minLength: 1, maxLength: 150 })
  .map((elements) => ({
    mask: packMask(elements.map(([kept]) => kept)),
    gradients: ([1, 2, 3] as const).map((t) => Float32Array.from(elements, (element) => element[t])),
  }));
const density = fc.double({ min: 0, max: 1, noNaN: true });

describe('bounded growth', () => {
  it('joins the tasks to exactly what the layer is short of, where there is a gradient', () => {
    fc.assert(
      fc.property(layer, density, ({ mask, gradients }, d) => {
        const { mask: after, wanted, grown } = grow(gradients, mask, d, 'correct');
        const before = unpackMask(mask);
        const candidates = before.filter((kept, i) => kept === 0 && gradients.some((g) => g[i] !== 0)).length;
        expect(grown).toBe(Math.min(wanted, candidates));
        expect(wanted).toBe(growCount(mask.length, keptCount(mask), d));
        expect(unpackMask(after).every((kept, i) => kept >= (before[i] as number))).toBe(true);
      }),
    );
  });

  it('takes the largest gradients of each task in turn', () => {
    const mask = packMask([0, 0, 0, 0, 1, 0]);
    const gradients = [Float32Array.of(5, -9, 1, 0, 100, 2), Float32Array.of(1, 8, 7, 0, 100, 2)];
    const { mask: after, wanted } = grow(gradients, mask, 4 / 6, 'correct');
    expect(wanted).toBe(3);
    expect([...unpackMask(after)]).toEqual([1, 1, 1, 0, 1, 0]);
  });

  it('grows none where the share amounts to no weight', () => {
    const mask = packMask([1, 0, 0, 0]);
    expect(grow([Float32Array.of(1, 2, 3, 4)], mask, 0.45, 'correct').grown).toBe(0);
  });
});

describe('growth as published', () => {
  it('lets every task take all of it, so that the union overshoots', () => {
    const mask = packMask([0, 0, 0, 0, 1, 0]);
    const gradients = [Float32Array.of(5, 9, 0, 0, 0, 0), Float32Array.of(0, 0, 7, 8, 0, 0)];
    const { wanted, grown } = grow(gradients, mask, 3.1 / 6, 'reference');
    expect([wanted, grown]).toEqual([2, 4]);
  });

  it('grows every tie, and the whole layer at a threshold of zero or a share below one weight (quirk 4)', () => {
    const mask = packMask([1, 0, 0, 0]);
    const ties = grow([Float32Array.of(0, 3, 3, 1)], mask, 0.5, 'reference');
    expect(ties.grown).toBe(2);
    expect(grow([new Float32Array(4)], mask, 0.5, 'reference').grown).toBe(3);
    expect(grow([Float32Array.of(1, 2, 3, 4)], mask, 0.45, 'reference').grown).toBe(3);
  });

  it('grows none in a layer that is at its density', () => {
    expect(grow([Float32Array.of(1, 2)], packMask([1, 0]), 0.5, 'reference').grown).toBe(0);
  });
});
