import { describe, expect, it } from 'vitest';
import { packMask } from './bit-mask.js';
import { densityReport, joinMasks, joinedLayers, taskLayers } from './joined-network.js';
import { type LayerMasks } from './layer-masks.js';

const layers = [
  { name: 'backbone.conv1', shape: [4, 1, 1, 1] as const },
  { name: 'head', shape: [2, 1, 1, 1] as const },
];
const masksOf = (task: string, backbone: number[], head: number[], backboneLayers = 1): LayerMasks => ({
  task,
  layers,
  backboneLayers,
  masks: [packMask(backbone), packMask(head)],
});
const seg = masksOf('seg', [1, 1, 0, 0], [1, 0]);
const sn = masksOf('sn', [0, 1, 1, 0], [1, 1]);

describe('joinMasks', () => {
  it('keeps in the backbone what any task keeps, and in each head what its own task keeps', () => {
    const report = densityReport(joinedLayers(joinMasks([seg, sn])));
    expect(report.layers.map(({ name, kept }) => [name, kept])).toEqual([
      ['backbone.conv1', 3],
      ['head', 1],
      ['head', 2],
    ]);
    expect(report.total).toEqual({ weights: 8, kept: 6, density: 0.75, sparsity: 0.25 });
  });

  it('refuses tasks with different backbones, and none', () => {
    expect(() => joinMasks([seg, masksOf('sn', [1, 1, 1, 1], [1, 1], 2)])).toThrow(
      'sn has 2 backbone layers, seg has 1',
    );
    expect(() => joinMasks([])).toThrow('0 tasks were given, at least 1 is needed');
  });
});

describe('densityReport', () => {
  it('gives density and sparsity of every layer of a subnetwork', () => {
    expect(densityReport(taskLayers(seg)).layers[0]).toEqual({
      name: 'backbone.conv1',
      weights: 4,
      kept: 2,
      density: 0.5,
      sparsity: 0.5,
    });
  });

  it('is not defined without weights', () => {
    expect(() => densityReport([])).toThrow(RangeError);
  });
});
