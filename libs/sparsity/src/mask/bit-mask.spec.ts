import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitMask, emptyMask, isKept, packMask, unpackMask } from './bit-mask.js';

describe('bit masks', () => {
  it('pack the first element into the most significant bit and fill the last byte with zeros', () => {
    expect([...packMask([1, 0, 0, 0, 0, 0, 0, 1, 1, 1]).bytes]).toEqual([0b10000001, 0b11000000]);
  });

  it('survive a round trip of packing and unpacking', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 100 }), (kept) => {
        const mask = packMask(kept);
        expect([...unpackMask(mask)]).toEqual(kept.map(Number));
        expect(kept.map((_, i) => isKept(mask, i))).toEqual(kept);
        expect(bitMask(kept.length, mask.bytes)).toEqual(mask);
      }),
    );
  });

  it('keep nothing when empty', () => {
    expect([...unpackMask(emptyMask(9))]).toEqual(new Array(9).fill(0));
  });

  it('refuse bytes of another length, set bits after the end, elements outside', () => {
    expect(() => bitMask(9, new Uint8Array(1))).toThrow('1 bytes do not hold a mask of 9 bits');
    expect(() => bitMask(7, Uint8Array.of(1))).toThrow(
      'the 1 bits after the last of 7 elements have to be zero',
    );
    expect(() => isKept(emptyMask(8), 8)).toThrow('element 8 lies outside a mask of 8 elements');
  });
});
