import { describe, expect, it } from 'vitest';
import { defaultBlockBatches, resultParameters, type SimilarityRequest } from './request.js';

const REQUEST: SimilarityRequest = {
  data: 'data',
  out: 'out',
  dataset: 'nyuv2',
  split: 'train',
  tasks: ['seg', 'depth'],
  batches: 5,
  batchSize: 2,
  seeds: [0, 1],
  sparsities: [90],
  keepRatios: 'published',
  blockBatches: 2,
  crop: 321,
  width: 1,
  precision: 'fp32',
  dropout: true,
  compat: 'correct',
  threads: 1,
  resamples: 8,
  until: null,
  keepBlocks: false,
  workers: 2,
};

describe('what decides the bits of a run', () => {
  it('is neither the place of the data or the results nor the number of workers, nor what is left behind', () => {
    const elsewhere = { ...REQUEST, data: '/other', out: '/other', workers: 7, keepBlocks: true };
    expect(resultParameters(elsewhere, 'd')).toEqual(resultParameters(REQUEST, 'd'));
  });

  it('is everything else, the content of the data included', () => {
    const base = JSON.stringify(resultParameters(REQUEST, 'd'));
    const others: Partial<SimilarityRequest>[] = [
      { threads: 2 },
      { blockBatches: 1 },
      { crop: 97 },
      { precision: 'mixed' },
      { dropout: false },
      { compat: 'reference' },
      { seeds: [0] },
      { sparsities: [50] },
      { resamples: 9 },
      { until: { confidence: 0.9, maxSeeds: 4, maxBatches: 8 } },
    ];
    for (const other of others)
      expect(JSON.stringify(resultParameters({ ...REQUEST, ...other }, 'd'))).not.toBe(base);
    expect(JSON.stringify(resultParameters(REQUEST, 'e'))).not.toBe(base);
  });
});

it('makes blocks of a quarter of the batches, at most five', () => {
  expect([1, 4, 5, 20, 1000].map(defaultBlockBatches)).toEqual([1, 1, 2, 5, 5]);
});
