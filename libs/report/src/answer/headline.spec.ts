import type { SimilarityFile } from '@metasparse/affinity';
import { describe, expect, it } from 'vitest';
import { similarityFixture } from '../similarity-fixture.js';
import { headline } from './headline.js';

/** The file with the headline rows' seeds replaced, pair by pair. */
function withSeeds(file: SimilarityFile, seeds: readonly (readonly (number | null)[])[]): SimilarityFile {
  let place = 0;
  const rows = file.rows.map((row) => {
    const asked = row.metric === 'iou' && row.weighting === 'equal' && row.sparsity === 'mean';
    return asked ? { ...row, seedValues: seeds[place++] ?? [] } : row;
  });
  return { ...file, rows };
}

describe('headline', () => {
  it('ranks the pairs by mask IoU, equal weights, mean over sparsities', () => {
    const { sparsity, ranking } = headline(similarityFixture());
    expect(sparsity).toBe('mean');
    expect(ranking.map(({ pair, value }) => [...pair, value])).toEqual([
      ['seg', 'sn', 0.783],
      ['sn', 'depth', 0.751],
      ['seg', 'depth', 0.712],
    ]);
  });

  it('ranks the pairs in every seed and counts the seeds that agree', () => {
    const seeds = [
      [0.8, 0.8, 0.6],
      [0.7, 0.5, 0.5],
      [0.75, 0.6, 0.7],
    ];
    const answer = headline(withSeeds(similarityFixture({ seeds: 3 }), seeds));
    expect(answer.ranking.map(({ ranks }) => ranks)).toEqual([
      [1, 1, 2],
      [2, 2, 1],
      [3, 3, 3],
    ]);
    expect(answer).toMatchObject({ seeds: 3, seedsWithSameFirst: 2, seedsWithSameOrder: 2 });
  });

  it('gives no rank where a seed has no number', () => {
    const seeds = [[null], [0.7], [0.75]];
    const answer = headline(withSeeds(similarityFixture({ seeds: 1 }), seeds));
    expect(answer.ranking.map(({ ranks }) => ranks)).toEqual([[null], [1], [2]]);
    expect(answer.seedsWithSameFirst).toBe(0);
  });

  it('leaves out pairs without a number', () => {
    const file = similarityFixture();
    const rows = file.rows.map((row) => (row.pair[1] === 'sn' ? { ...row, value: null } : row));
    expect(headline({ ...file, rows }).ranking.map(({ pair }) => pair)).toEqual([
      ['sn', 'depth'],
      ['seg', 'depth'],
    ]);
  });

  it('counts in how many of the 28 combinations the same pair is first', () => {
    expect(headline(similarityFixture()).combinations).toEqual({ all: 28, sameFirst: 21 });
  });

  it('reads the first sparsity of a file that has no mean', () => {
    const file = similarityFixture();
    const rows = file.rows.filter(({ sparsity }) => sparsity !== 'mean');
    const answer = headline({ ...file, rows });
    expect(answer.sparsity).toBe(30);
    expect(answer.ranking[0]?.value).toBe(0.962);
  });
});
