import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatScores } from '../scores/task-scores.js';
import { kthLargest } from './kth-largest.js';

const layer = (count: number) => ({ name: `layer of ${count}`, shape: [count, 1, 1, 1] as const });
const scoresOf = (...layers: number[][]) =>
  flatScores(
    'seg',
    layers.map((values) => layer(values.length)),
    1,
    Float32Array.from(layers.flat()),
  );

describe('kthLargest', () => {
  it('equals sorting, for any split into layers and any ranks', () => {
    const score = fc.float({ min: 0, noNaN: true, noDefaultInfinity: true });
    const few = fc.constantFrom(0, 1, 1.0000001192092896, 0.5, 3e38, 1e-45);
    const layers = fc.array(fc.array(fc.oneof(score, few), { minLength: 1, maxLength: 40 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(layers, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (split, picks) => {
        const sorted = Float32Array.from(split.flat()).sort().reverse();
        const ranks = picks.map((pick) => 1 + (pick % sorted.length));
        expect(kthLargest(scoresOf(...split), ranks)).toEqual(ranks.map((rank) => sorted[rank - 1]));
      }),
    );
  });

  it('counts minus zero as zero', () => {
    expect(kthLargest(scoresOf([-0, 2, 0]), [1, 2, 3])).toEqual([2, 0, 0]);
  });

  it('tells neighbouring floats apart', () => {
    const next = 1 + 2 ** -23;
    expect(kthLargest(scoresOf([1, next], [next, 1]), [2, 3])).toEqual([next, 1]);
  });

  it.each([
    [NaN, 'NaN'],
    [-1, '-1'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
  ])('refuses a score of %s and names layer and element', (bad, text) => {
    expect(() => kthLargest(scoresOf([1, 2], [3, bad]), [1])).toThrow(
      new RangeError(
        `seg, layer 1 (layer of 2), element 1: score ${text}, it has to be finite and not negative`,
      ),
    );
  });

  it('refuses a rank above the number of scores', () => {
    expect(() => kthLargest(scoresOf([1, 2]), [3])).toThrow(RangeError);
  });
});
