import { describe, expect, it } from 'vitest';
import { similarityFixture } from '../similarity-fixture.js';
import { headline, type Headline } from './headline.js';
import { answerSentence } from './sentence.js';

const LEVELS = [30, 50, 70, 90];

function say(answer: Headline): string {
  const { subject, rest } = answerSentence(answer, LEVELS);
  return subject + rest;
}

describe('answer in one sentence', () => {
  it('names the pair, its value, its lead, chance, the seeds and how it was averaged', () => {
    expect(say(headline(similarityFixture()))).toBe(
      'Segmentation and surface normals are the most alike: mask IoU 0.783 ± 0.007, 0.032 above surface normals and depth, ' +
        '0.110 above chance, in the same order in all 4 seeds (equal layer weights, mean over 30, 50, 70 and 90 % sparsity).',
    );
  });

  it('calls no pair the most alike when the seeds disagree about the first', () => {
    const answer = { ...headline(similarityFixture()), seedsWithSameFirst: 3, seedsWithSameOrder: 2 };
    expect(say(answer)).toContain('Segmentation and surface normals lead, but not clearly');
    expect(say(answer)).toContain('first in 3 of 4 seeds');
  });

  it('says that one seed has no spread', () => {
    const text = say(headline(similarityFixture({ seeds: 1 })));
    expect(text).toContain('lead, but not clearly: mask IoU 0.783, ');
    expect(text).toContain('from a single seed, so without a spread');
    expect(text).not.toContain('±');
  });

  it('ranks nothing when there is one pair', () => {
    expect(say(headline(similarityFixture({ tasks: ['seg', 'depth'] })))).toMatch(
      /^Segmentation and depth have mask IoU 0\.783 ± \d\.\d{3}, .*; with one pair there is nothing to rank/,
    );
  });

  it('says below when chance is higher, and nothing when there is no chance level', () => {
    const answer = headline(similarityFixture());
    const chance = (level: number | null) => ({
      ...answer,
      ranking: answer.ranking.map((pair) => ({ ...pair, chance: level })),
    });
    expect(say(chance(0.8))).toContain('0.017 below chance');
    expect(say(chance(null))).not.toContain('chance');
  });

  it('says so when no pair has a number', () => {
    expect(say({ ...headline(similarityFixture()), ranking: [] })).toBe(
      'No pair has a similarity that is a number: see the notes below.',
    );
  });
});
