import { describe, expect, it } from 'vitest';
import type { MaskIouFile, MaskIouRow } from '@metasparse/affinity';
import { maskIouSvg } from './mask-iou-chart.js';

const row = (layer: string, ...seedValues: (number | null)[]): MaskIouRow => {
  const sum = seedValues.reduce((total: number | null, value) =>
    total === null || value === null ? null : total + value,
  );
  return { layer, weights: 8, mean: sum === null ? null : sum / seedValues.length, seedValues };
};

const fileOf = (seeds: readonly number[], layers: readonly MaskIouRow[]): MaskIouFile => ({
  schema: 'metasparse.iou/v1',
  dataset: 'nyuv2',
  tasks: ['seg', 'sn', 'depth'],
  seeds,
  batches: 5,
  batchSize: 8,
  keepRatio: 0.078,
  compat: 'correct',
  layers,
  total: row('total', ...seeds.map(() => 0.5)),
});

const bars = (svg: string): number => [...svg.matchAll(/<rect (?!width="100%")/g)].length;
const rings = (svg: string): number => [...svg.matchAll(/<circle/g)].length;

describe('maskIouSvg', () => {
  const layers = [
    row('backbone.conv1', 1, 0.5),
    row('backbone.blocks.0.0.conv1', null, 0.25),
    row('backbone.ds.1.0', 0.25, 0.5),
  ];

  it('draws a bar for each layer that has a number, and a ring for each of its seeds', () => {
    const svg = maskIouSvg(fileOf([0, 1], layers));
    expect([bars(svg), rings(svg)]).toEqual([2, 5]);
    expect(svg).toContain('Weights shared by seg, sn and depth: 50 % of all');
    expect(svg).toContain('every task keeps 7.8 % of its weights');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('draws no rings for a single seed', () => {
    const svg = maskIouSvg(fileOf([3], [row('backbone.conv1', 0.75)]));
    expect([bars(svg), rings(svg)]).toEqual([1, 0]);
    expect(svg).toContain('1 seed');
  });

  it('says how it was counted as published', () => {
    const svg = maskIouSvg({ ...fileOf([0, 1], layers), compat: 'reference' });
    expect(svg).toContain('kept for exactly two tasks, out of those kept for one or two');
  });
});
