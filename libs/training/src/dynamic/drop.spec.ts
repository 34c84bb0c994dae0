import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptCount, packMask, unpackMask } from '@metasparse/sparsity';
import { drop, dropCount } from './drop.js';
import { roundHalfEven } from './python-round.js';

const layer = fc
  .array(fc.tuple(fc.float({ min: -1, max: 1, noNaN: true }), fc.boolean()), { minLength: 1, maxLength: 200 })
  .map((elements) => ({
    weights: Float32Array.from(elements, ([weight]) => weight),
    mask: packMask(elements.map(([, kept]) => kept)),
  }));
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

it('rounds halves to even', () => {
  expect([0.5, 1.5, 2.5, 2.4, 2.6, 0].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3, 0]);
});

it('drops the smallest of what is kept, down to d (1 - rate)', () => {
  fc.assert(
    fc.property(layer, fraction, fraction, ({ weights, mask }, density, rate) => {
      const after = drop(weights, mask, density, rate);
      const [before, now] = [unpackMask(mask), unpackMask(after)];
      expect(now.every((kept, i) => kept <= (before[i] as number))).toBe(true);
      const dropped = dropCount(mask.length, keptCount(mask), density, rate);
      expect(keptCount(mask) - keptCount(after)).toBe(dropped);
      if (dropped > 0)
        expect(Math.abs(keptCount(after) - density * (1 - rate) * mask.length)).toBeLessThanOrEqual(
          0.5 + 1e-9,
        );
      const magnitudes = (from: Uint8Array): number[] =>
        [...weights].map(Math.abs).filter((_, i) => from[i] === 1);
      const gone = before.map((kept, i) => kept - (now[i] as number));
      if (dropped > 0 && keptCount(after) > 0)
        expect(Math.max(...magnitudes(gone))).toBeLessThanOrEqual(Math.min(...magnitudes(now)));
    }),
  );
});

it('leaves an empty layer empty', () => {
  expect(dropCount(10, 0, 0.5, 0.5)).toBe(0);
});
