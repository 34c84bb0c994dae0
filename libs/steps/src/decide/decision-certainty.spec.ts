import { describe, expect, it } from 'vitest';
import type { Verdict } from '@metasparse/affinity';
import { decisionCertainty, type CertaintyInput } from './decision-certainty.js';

interface Case {
  readonly verdicts?: readonly Verdict[];
  readonly p?: number | null;
  readonly same?: number | null;
  readonly rivals?: number;
  readonly alone?: number;
  readonly networks?: readonly (readonly string[])[];
}

const PAIRS = [
  ['a', 'b'],
  ['a', 'c'],
  ['b', 'c'],
] as const;
const CELL = { metric: 'iou', weighting: 'equal', sparsity: 'mean' } as const;
const ABOVE = 'above its null';
const LIKE_CHANCE = 'not distinguishable from its null';

function findings({
  verdicts = [ABOVE, ABOVE, ABOVE],
  p = 0.01,
  same = 0.99,
  rivals = 1,
  alone = 1,
  networks = [['a', 'b'], ['c']],
}: Case): CertaintyInput {
  const rows = verdicts.map((verdict, i) => ({
    ...CELL,
    pair: PAIRS[i] ?? PAIRS[0],
    value: 0.5,
    judged: { interval: [0.4, 0.6] as const, null: 0.3, verdict, p: 0.02 },
  })) satisfies CertaintyInput['similarity']['rows'];
  const rival = {
    networks: [{ tasks: ['a'] }],
    margin: 0.1,
    marginInterval: [-0.1, 0.2],
    better: 0.1,
  } as const;
  const chosen = {
    networks: networks.map((tasks) => ({ tasks })),
    margin: 0,
    marginInterval: null,
    better: null,
  };
  return {
    decision: { groups: { metric: 'iou', weighting: 'equal', confidence: 0.95, alone } },
    similarity: {
      rows: [...rows, ...rows.map((row) => ({ ...row, metric: 'sals' as const }))],
      judging: { orders: [{ ...CELL, probability: 0.7, p }] },
    },
    groups: {
      sets: [chosen, ...Array.from({ length: rivals }, () => rival)],
      certainty: same === null ? null : { draws: 1000, same },
    },
  };
}

describe('decisionCertainty', () => {
  it.each<[string, Case, RegExp]>([
    ['stands', {}, /99 % of 1000 draws of the seeds choose the same, and 3 of 3 pairs/],
    ['unsettled', { same: 0.9 }, /90 % of 1000 draws .* less than the 95 %/],
    ['order unknown', { p: 0.3 }, /3 of 3 pairs can be told from chance, but .*p 0\.300/],
    ['order unknown', { p: null }, /p not known/],
    [
      'chance',
      { verdicts: [LIKE_CHANCE, LIKE_CHANCE, LIKE_CHANCE] },
      /cannot be told from chance: none of the 3/,
    ],
    ['not judged', { same: null }, /one seed/],
    ['not judged', { verdicts: Array<Verdict>(3).fill('no null to compare with') }, /None of the 3/],
    ['no choice', { rivals: 0 }, /leave no other choice/],
    ['no choice', { networks: [['a'], ['b'], ['c']] }, /room for a network a task/],
    ['stands', { networks: [['a'], ['b'], ['c']], alone: 0.5 }, /99 %/],
  ])('%s for %j', (grade, given, sentence) => {
    const found = decisionCertainty(findings(given));
    expect(found.grade).toBe(grade);
    expect(found.sentence).toMatch(sentence);
  });

  it('says the worst that is true: chance before an unknown order and a share of draws', () => {
    const verdicts = [LIKE_CHANCE, LIKE_CHANCE, LIKE_CHANCE] as const;
    expect(decisionCertainty(findings({ verdicts, p: 0.5, same: 0.2 })).grade).toBe('chance');
  });

  it('asks no order of one pair', () => {
    expect(decisionCertainty(findings({ verdicts: [ABOVE], p: null })).grade).toBe('stands');
  });

  it('takes the pairs of the asked metric, and says which share a network', () => {
    const { pairs, rivals } = decisionCertainty(findings({ verdicts: [ABOVE, LIKE_CHANCE, ABOVE] }));
    expect(pairs.map(({ pair, together }) => [pair.join(''), together])).toEqual([
      ['ab', true],
      ['ac', false],
      ['bc', false],
    ]);
    expect(rivals).toEqual([{ networks: [['a']], margin: 0.1, marginInterval: [-0.1, 0.2], better: 0.1 }]);
  });
});
