import { describe, expect, it } from 'vitest';
import { normFactor, normalise } from './norm.js';
import { flatScores, memoryScores, readLayer, totalWeights } from './task-scores.js';

const layers = [
  { name: 'a', shape: [2, 1, 1, 1] as const },
  { name: 'b', shape: [1, 1, 1, 3] as const },
];

describe('task scores', () => {
  it('cuts a flat array into layers without copying', () => {
    const flat = Float32Array.of(1, 2, 3, 4, 5);
    const scores = flatScores('seg', layers, 1, flat);
    flat[4] = 9;
    expect([...readLayer(scores, 0)]).toEqual([1, 2]);
    expect([...readLayer(scores, 1)]).toEqual([3, 4, 9]);
    expect(totalWeights(scores)).toBe(5);
  });

  it('refuses arrays that do not fill their layers', () => {
    expect(() => flatScores('seg', layers, 1, new Float32Array(4))).toThrow(
      'seg: 4 scores for layers of 5 weights',
    );
    expect(() => memoryScores('seg', layers, 1, [new Float32Array(2), new Float32Array(2)])).toThrow(
      'seg, layer 1 (b): 2 scores for 3 weights',
    );
    expect(() => memoryScores('seg', layers, 1, [new Float32Array(2)])).toThrow(
      'seg: 1 score arrays for 2 layers',
    );
    expect(() => readLayer(flatScores('seg', layers, 1, new Float32Array(5)), 2)).toThrow(
      'seg: there is no layer 2',
    );
  });

  it('sums in float64 and rounds once', () => {
    const flat = Float32Array.of(16777216, 1, 1, 0, 0);
    expect(normFactor(flatScores('seg', layers, 1, flat))).toBe(16777218);
  });

  it('normalises in float32', () => {
    expect([...normalise(Float32Array.of(1, 2), 3)]).toEqual([Math.fround(1 / 3), Math.fround(2 / 3)]);
  });
});
