import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packMask, unpackMask } from './bit-mask.js';
import {
  agreementCounts,
  intersectionOf,
  keptByBoth,
  keptByEither,
  keptCount,
  unionOf,
} from './mask-sets.js';

/** One to six masks of one length. */
const masks = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 6 }))
  .chain(([length, count]) =>
    fc.array(fc.array(fc.boolean(), { minLength: length, maxLength: length }), {
      minLength: count,
      maxLength: count,
    }),
  );

describe('mask sets', () => {
  it('count, join and intersect as the unpacked masks do', () => {
    fc.assert(
      fc.property(masks, (rows) => {
        const packed = rows.map((row) => packMask(row));
        const votes = (rows[0] ?? []).map((_, i) => rows.filter((row) => row[i]).length);
        expect([...unpackMask(unionOf(packed))]).toEqual(votes.map((count) => (count > 0 ? 1 : 0)));
        expect([...unpackMask(intersectionOf(packed))]).toEqual(
          votes.map((count) => (count === rows.length ? 1 : 0)),
        );
        expect(agreementCounts(packed)).toEqual(
          Array.from({ length: rows.length + 1 }, (_, k) => votes.filter((count) => count === k).length),
        );
      }),
    );
  });

  it('count pairs', () => {
    const a = packMask([1, 1, 0, 0, 1, 0, 0, 0, 1]);
    const b = packMask([1, 0, 1, 0, 1, 0, 0, 0, 1]);
    expect([keptCount(a), keptByBoth(a, b), keptByEither(a, b)]).toEqual([4, 3, 5]);
  });

  it('refuse masks of different lengths, and none', () => {
    expect(() => keptByBoth(packMask([1]), packMask([1, 0]))).toThrow(/1 and 2 elements/);
    expect(() => unionOf([packMask([1]), packMask([1, 0])])).toThrow(RangeError);
    expect(() => unionOf([])).toThrow('0 masks were given, at least 1 is needed');
  });
});
