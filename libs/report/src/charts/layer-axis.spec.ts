import { describe, expect, it } from 'vitest';
import { similarityFixture } from '../similarity-fixture.js';
import { isAside, layerGroups } from './layer-axis.js';

describe('groups of layers', () => {
  it('are the first convolution, the four stages and the downsampling layers', () => {
    expect(layerGroups(similarityFixture().layers.map(({ name }) => name))).toEqual([
      { label: 'conv1', from: 0, to: 0 },
      { label: 'stage 1', from: 1, to: 6 },
      { label: 'stage 2', from: 7, to: 14 },
      { label: 'stage 3', from: 15, to: 26 },
      { label: 'stage 4', from: 27, to: 32 },
      { label: 'ds', from: 33, to: 35 },
    ]);
  });

  it('know names with a prefix', () => {
    expect(layerGroups(['backbone.blocks.0.1.conv1', 'backbone.ds.1.0']).map(({ label }) => label)).toEqual([
      'stage 1',
      'ds',
    ]);
    expect(isAside('backbone.ds.1.0')).toBe(true);
  });

  it('keep unknown names', () => {
    expect(layerGroups(['stem', 'neck'])).toEqual([
      { label: 'stem', from: 0, to: 0 },
      { label: 'neck', from: 1, to: 1 },
    ]);
  });
});
