import { packMask, type LayerMasks } from '@metasparse/sparsity';
import { describe, expect, it } from 'vitest';
import { maskIou } from './mask-iou.js';

const masksOf = (task: string, ...rows: readonly (readonly number[])[]): LayerMasks => ({
  task,
  layers: rows.map((row, l) => ({ name: `layer ${l}`, shape: [row.length, 1, 1, 1] })),
  backboneLayers: rows.length - 1,
  masks: rows.map((row) => packMask(row)),
});
const HEAD = [1];
const a = masksOf('a', [1, 1, 1, 0, 0], [0, 0], HEAD);
const b = masksOf('b', [1, 1, 0, 1, 0], [0, 0], HEAD);
const c = masksOf('c', [1, 0, 0, 0, 0], [0, 0], HEAD);

describe('maskIou', () => {
  it('is kept by all over kept by any', () => {
    expect(maskIou([a, b, c], 'correct').layers[0]).toEqual({ name: 'layer 0', iou: 1 / 4 });
  });

  it('counts exactly two against exactly one as published, without weights that all three keep', () => {
    expect(maskIou([a, b, c], 'reference').layers[0]).toEqual({ name: 'layer 0', iou: 1 / 3 });
  });

  it('is the same on both sides for two tasks', () => {
    expect(maskIou([a, b], 'correct').layers[0]).toEqual(maskIou([a, b], 'reference').layers[0]);
  });

  it('calls empty layers alike when correct, and gives no number as published', () => {
    expect(maskIou([a, b], 'correct').layers[1]?.iou).toBe(1);
    expect(maskIou([a, b], 'reference').layers[1]?.iou).toBeNaN();
  });

  it('pools the layers in the total and leaves the heads out', () => {
    const { layers, total } = maskIou([a, b], 'correct');
    expect(layers).toHaveLength(2);
    expect(total).toBe(2 / 4);
  });

  it('is not defined for a single task', () => {
    expect(() => maskIou([a], 'correct')).toThrow(
      'mask IoU of 1 tasks is not defined, at least 2 are needed',
    );
  });
});
