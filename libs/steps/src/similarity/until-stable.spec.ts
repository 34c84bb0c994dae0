import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '@metasparse/contracts';
import { checkUntil } from './check-until.js';
import { nextRound, type Round } from './until-stable.js';
import type { SimilarityRequest } from './request.js';

const REQUEST: SimilarityRequest = {
  data: '-',
  out: '-',
  dataset: 'nyuv2',
  split: 'train',
  tasks: ['seg', 'sn', 'depth'],
  batches: 4,
  blockBatches: 2,
  batchSize: 1,
  seeds: [7, 8],
  sparsities: [50],
  keepRatios: 'plain',
  crop: 64,
  width: 1,
  precision: 'fp32',
  dropout: true,
  compat: 'correct',
  resamples: 8,
  until: { confidence: 0.95, maxSeeds: 5, maxBatches: 11 },
  threads: 1,
  workers: 1,
  keepBlocks: false,
};

/** Sizes of all rounds where none is settled. */
function sizes(request: SimilarityRequest, probability: number): string[] {
  const rounds: Round[] = [];
  for (let next = nextRound(request, rounds); next !== null; next = nextRound(request, rounds))
    rounds.push({ seeds: next.seeds.length, batches: next.batches, order: [0, 1, 2], probability });
  return rounds.map(({ seeds, batches }) => `${seeds}x${batches}`);
}

describe('a run until stable', () => {
  it('adds seeds up to their limit, then batches in whole blocks up to theirs', () => {
    expect(sizes(REQUEST, 0.5)).toEqual(['2x4', '4x4', '5x4', '5x8', '5x10']);
  });

  it('stops as soon as the order is as sure as asked', () => {
    expect(sizes(REQUEST, 0.95)).toEqual(['2x4']);
  });

  it('keeps the seeds it started with and goes on counting', () => {
    const round = { seeds: 2, batches: 4, order: [0, 1, 2], probability: 0.5 };
    expect(nextRound(REQUEST, [round])?.seeds).toEqual([7, 8, 9, 10]);
  });

  it('refuses limits below its start, blocks that do not fit, and a single pair', () => {
    const refused = (change: Partial<SimilarityRequest>) => () => {
      checkUntil({ ...REQUEST, ...change });
    };
    const until = { confidence: 0.95, maxSeeds: 1, maxBatches: 3 };
    expect(refused({ until })).toThrow('--max-batches is 3, below --batches 4');
    expect(refused({ until: { ...until, maxBatches: 4 } })).toThrow('--max-seeds is 1, below --seeds 2');
    expect(refused({ blockBatches: 3 })).toThrow('--block-batches is 3');
    expect(refused({ tasks: ['seg', 'sn'] })).toThrow(InvalidArgumentError);
    expect(refused({ until: null, blockBatches: 3 })).not.toThrow();
  });
});
