import { describe, expect, it } from 'vitest';
import { numToKeep } from './num-to-keep.js';

describe('numToKeep', () => {
  it.each([
    [714264, 0.08, 57141],
    [695320, 0.08, 55625],
    [10, 0.29, 2],
    [100, 0.29, 28],
    [5, 1, 5],
  ])('cuts %i * %f toward zero to %i, as Python does', (weights, ratio, kept) => {
    expect(numToKeep(weights, ratio)).toBe(kept);
  });
});
