import { describe, expect, it } from 'vitest';
import { buildMaskIouFile, maskIouTsv, type MaskIouSettings } from './mask-iou-file.js';

const SETTINGS: MaskIouSettings = {
  dataset: 'nyuv2',
  tasks: ['seg', 'depth'],
  seeds: [3, 4],
  batches: 2,
  batchSize: 1,
  keepRatio: 0.078,
  compat: 'reference',
};
const seed = (a: number, b: number, total: number) => ({
  layers: [
    { name: 'a', iou: a },
    { name: 'b', iou: b },
  ],
  total,
});

describe('buildMaskIouFile', () => {
  const file = buildMaskIouFile(SETTINGS, [10, 30], [seed(0.5, NaN, 0.25), seed(0.75, 0.5, 0.75)]);

  it('takes the mean over the seeds, and says null where a seed has no number', () => {
    expect(file.layers).toEqual([
      { layer: 'a', weights: 10, mean: 0.625, seedValues: [0.5, 0.75] },
      { layer: 'b', weights: 30, mean: null, seedValues: [null, 0.5] },
    ]);
  });

  it('keeps the pooled total apart from the layers', () => {
    expect(file.total).toEqual({ weights: 40, mean: 0.5, seedValues: [0.25, 0.75] });
  });

  it('refuses a seed too few and a layer too many', () => {
    expect(() => buildMaskIouFile(SETTINGS, [10, 30], [seed(1, 1, 1)])).toThrow(RangeError);
    expect(() => buildMaskIouFile(SETTINGS, [10], [seed(1, 1, 1), seed(1, 1, 1)])).toThrow('has 2 layers');
  });

  it('is a table of tab-separated values with the total last', () => {
    expect(maskIouTsv(file)).toBe(
      'layer\tweights\tmean\tseed_3\tseed_4\na\t10\t0.625\t0.5\t0.75\nb\t30\tnan\tnan\t0.5\ntotal\t40\t0.5\t0.25\t0.75\n',
    );
  });
});
