import { describe, expect, it } from 'vitest';
import {
  BACKBONE_LAYERS,
  FULL_WIDTHS,
  NARROW_WIDTHS,
  backboneLayers,
  featureSize,
  headLayers,
  pooledSize,
  scaledWidths,
  weightCount,
} from './layers.js';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the layer table', () => {
  it('has the published number of weights at full width', () => {
    const layers = backboneLayers(FULL_WIDTHS);
    expect(layers).toHaveLength(BACKBONE_LAYERS);
    expect(sum(layers.map(weightCount))).toBe(21_267_648);
    const head = (task: 'seg' | 'sn' | 'depth', classes: number): number =>
      sum(headLayers(FULL_WIDTHS, task, classes, 0).branches.flat().map(weightCount));
    expect([head('seg', 40), head('sn', 3), head('depth', 1)]).toEqual([23_232_512, 23_080_960, 23_072_768]);
  });

  it('draws a head from the same streams whichever other tasks are chosen', () => {
    const streams = (position: number): number[] =>
      headLayers(NARROW_WIDTHS, 'depth', 1, position)
        .branches.flat()
        .map(({ stream }) => stream);
    expect(streams(0)).toEqual(streams(2));
    const all = [...backboneLayers(NARROW_WIDTHS).map(({ stream }) => stream), ...streams(0)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('scales widths by powers of two and refuses what would not be whole', () => {
    expect(scaledWidths(1 / 8)).toEqual(NARROW_WIDTHS);
    expect(() => scaledWidths(1 / 3)).toThrow('width factor 0.333');
    expect(() => scaledWidths(2)).toThrow('width factor 2');
  });

  it.each([
    [224, 29],
    [225, 29],
    [321, 41],
    [256, 33],
    [480, 61],
    [640, 81],
    [512, 65],
  ])('leaves %i pixels as %i', (pixels, feature) => {
    expect(featureSize(pixels)).toBe(feature);
  });

  it('never starts a pool window in the right padding', () => {
    for (let n = 1; n < 200; n++) expect((pooledSize(n) - 1) * 2).toBeLessThan(n + 1);
  });
});
