import { describe, expect, it } from 'vitest';
import { KEEP_RATIO_METHODS, keepRatio } from './keep-ratio.js';

describe('keepRatio', () => {
  it.each([
    ['nyuv2', 'similarity', [0.08, 0.257, 0.46, 0.675]],
    ['cityscapes', 'disparse_static', [0.095, 0.3, 0.51, 0.71]],
    ['taskonomy', 'similarity', [0.097, 0.257, 0.46, 0.675]],
    ['nyuv2', 'disparse_pt', [0.1, 0.3, 0.5, 0.7]],
    ['cityscapes', 'disparse_pt', [0.13, 0.37, 0.6, 0.644]],
    ['taskonomy', 'disparse_pt', [0.2, 0.3, 0.5, 0.7]],
  ] as const)('has the published ratios of %s for %s', (dataset, method, ratios) => {
    expect([90, 70, 50, 30].map((sparsity) => keepRatio(dataset, sparsity, method))).toEqual(ratios);
  });

  it('keeps the complement where no ratio was tuned', () => {
    for (const method of KEEP_RATIO_METHODS) {
      expect(keepRatio('nyuv2', 60, method)).toBe(0.4);
    }
  });

  it('keeps the complement everywhere in the plain table', () => {
    expect(keepRatio('cityscapes', 50, 'similarity', 'plain')).toBe(0.5);
  });

  it.each([0, 100, -5, NaN])('refuses a sparsity of %s percent', (sparsity) => {
    expect(() => keepRatio('nyuv2', sparsity, 'similarity')).toThrow(RangeError);
  });
});
