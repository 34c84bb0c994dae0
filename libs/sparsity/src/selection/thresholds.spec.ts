import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackMask } from '../mask/bit-mask.js';
import { topKMasks } from '../mask/layer-masks.js';
import { keptByBoth, keptCount } from '../mask/mask-sets.js';
import { normFactor, normalise } from '../scores/norm.js';
import { flatScores } from '../scores/task-scores.js';
import { selectThresholds } from './thresholds.js';

const scoresOf = (values: readonly number[]) =>
  flatScores('seg', [{ name: 'conv', shape: [values.length, 1, 1, 1] }], 1, Float32Array.from(values));

/** Positive scores with many ties, and neighbours that one division may merge. */
const scoreArrays = fc.array(
  fc.oneof(
    fc.constantFrom(1, 1 + 2 ** -23, 1 + 2 ** -22, 2, 0, 7),
    fc.float({ min: 0, max: 1000, noNaN: true }),
  ),
  { minLength: 2, maxLength: 100 },
);
const ratio = fc.double({ min: 0.5, max: 1, noNaN: true });

describe('selectThresholds', () => {
  it('keeps exactly the normalised scores at or above the K-th largest, ties included', () => {
    fc.assert(
      fc.property(scoreArrays, ratio, (values, keepRatio) => {
        fc.pre(values.some((value) => value > 0));
        const scores = scoresOf(values);
        const selected = selectThresholds(scores, [keepRatio]);
        expect(selected.normFactor).toBe(normFactor(scores));
        const [threshold] = selected.thresholds;
        const normalised = normalise(scores.layer(0), selected.normFactor);
        const cut = Float32Array.from(normalised).sort().reverse()[(threshold?.numToKeep ?? 0) - 1] as number;
        expect(threshold?.normalised).toBe(cut);
        const [masks] = topKMasks(scores, selected);
        expect([...unpackMask(masks?.masks[0] ?? { length: 0, bytes: new Uint8Array() })]).toEqual(
          Array.from(normalised, (value) => (value >= cut ? 1 : 0)),
        );
      }),
    );
  });

  it('grows masks with the keep ratio', () => {
    fc.assert(
      fc.property(scoreArrays, ratio, ratio, (values, a, b) => {
        fc.pre(values.some((value) => value > 0));
        const scores = scoresOf(values);
        const [small, large] = topKMasks(scores, selectThresholds(scores, [Math.min(a, b), Math.max(a, b)]));
        const inner = small?.masks[0];
        const outer = large?.masks[0];
        if (inner === undefined || outer === undefined) throw new Error('two masks were asked for');
        expect(keptByBoth(inner, outer)).toBe(keptCount(inner));
      }),
    );
  });

  it('keeps every weight tied with the threshold', () => {
    const scores = scoresOf([5, 3, 3, 3, 1]);
    const [masks] = topKMasks(scores, selectThresholds(scores, [0.4]));
    expect(masks?.masks.map(keptCount)).toEqual([4]);
  });

  it('keeps a score that only the division makes equal to the threshold', () => {
    const [lower, upper] = [1.5 + 2 ** -23, 1.5 + 2 ** -22];
    expect(Math.fround(lower / 3)).toBe(Math.fround(upper / 3));
    const { thresholds } = selectThresholds(scoresOf([upper, lower, 1]), [0.34], 3);
    expect(thresholds[0]).toMatchObject({ numToKeep: 1, kthScore: upper, lowestKept: lower });
  });

  it('keeps all weights at keep ratio 1', () => {
    const scores = scoresOf([2, 0, 1]);
    const [masks] = topKMasks(scores, selectThresholds(scores, [1]));
    expect(masks?.masks.map(keptCount)).toEqual([3]);
  });

  it('repeats stored thresholds with a stored norm factor', () => {
    const { normFactor, thresholds } = selectThresholds(scoresOf([8, 4, 2]), [0.67], 16);
    expect(normFactor).toBe(16);
    expect(thresholds[0]).toEqual({
      keepRatio: 0.67,
      numToKeep: 2,
      kthScore: 4,
      normalised: 0.25,
      lowestKept: 4,
    });
  });

  it('refuses scores that are all zero', () => {
    expect(() => selectThresholds(scoresOf([0, 0]), [0.5])).toThrow(
      new RangeError('seg: the scores sum to 0, it has to be positive and finite to rank weights'),
    );
  });

  it.each([0, -0.1, 1.1, NaN])('refuses keep ratio %s', (keepRatio) => {
    expect(() => selectThresholds(scoresOf([1, 2]), [keepRatio])).toThrow(/has to be above 0 and at most 1/);
  });

  it('refuses a keep ratio that keeps nothing', () => {
    expect(() => selectThresholds(scoresOf([1, 2]), [0.4])).toThrow('keepRatio 0.4 of 2 weights keeps none');
  });
});
