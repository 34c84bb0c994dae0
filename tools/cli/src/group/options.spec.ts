import { expect, it } from 'vitest';
import type { GroupFlags } from './command.js';
import { parseGroupFlags } from './options.js';

const FLAGS: GroupFlags = {
  from: ['gains', 'gains.json'],
  budget: '2',
  overlap: true,
  metric: 'iou',
  weighting: 'equal',
  sparsity: 'mean',
  alone: '1',
  fill: 'pairs',
  runnersUp: '4',
  seed: '0',
  confidence: '0.95',
};

it('reads kind and file, pairs, sizes and budgets', () => {
  const more = { together: 'seg+sn, depth+edge', imageSize: '97 x 193', pruned: '90' };
  expect(parseGroupFlags({ ...FLAGS, ...more })).toMatchObject({
    kind: 'gains',
    from: 'gains.json',
    budget: { kind: 'networks', limit: 2 },
    together: [
      ['seg', 'sn'],
      ['depth', 'edge'],
    ],
    apart: [],
    imageSize: [97, 193],
    pruned: 90,
    fill: true,
    resamples: undefined,
  });
  const { budget: _, ...free } = FLAGS;
  expect(parseGroupFlags({ ...free, from: ['a.json'], maxFlops: '2.5e9' })).toMatchObject({
    from: 'a.json',
    budget: { kind: 'flops', limit: 2.5e9 },
  });
});

it.each<[Partial<GroupFlags>, string]>([
  [{ maxFlops: '9' }, '2 budgets are given; use one of --budget, --max-flops'],
  [{ budget: '0' }, '--budget is "0"; use a whole number from 1 to 30'],
  [{ budget: '31' }, '--budget is "31"'],
  [{ from: ['guess', 'x.json'] }, '--from is "guess"; use one of similarity, gains, losses'],
  [{ from: ['gains', 'x.json', 'y'] }, '--from has 3 words'],
  [{ together: 'seg' }, '--together has "seg"; use pairs of two tasks'],
  [{ apart: 'seg+seg' }, '--apart has "seg+seg"'],
  [{ apart: 'seg+sn+depth' }, '--apart has "seg+sn+depth"'],
  [{ sparsity: 'half' }, '--sparsity is "half"; use a percentage, or mean'],
  [{ pruned: '101' }, '--pruned is "101"; use a percentage'],
  [{ alone: '' }, '--alone is ""; use a number'],
  [{ fill: 'some' }, '--fill is "some"; use one of pairs, none'],
  [{ imageSize: '97' }, '--image-size is "97"; use height x width'],
  [{ imageSize: '0x9' }, '--image-size is "0x9"'],
  [{ runnersUp: '-1' }, '--runners-up is "-1"'],
  [{ resamples: '0' }, '--resamples is "0"'],
  [{ seed: '0.5' }, '--seed is "0.5"'],
  [{ confidence: '1' }, '--confidence is "1"; use a number from 0.01 to 0.9999'],
])('refuses %j', (flags, message) => {
  expect(() => parseGroupFlags({ ...FLAGS, ...flags })).toThrow(message);
});

it.each(['maxFlops', 'maxParams', 'maxLatencyMs'] as const)('refuses nothing for %s', (flag) => {
  const { budget: _, ...free } = FLAGS;
  for (const text of ['0', '-3', 'many', 'Infinity'])
    expect(() => parseGroupFlags({ ...free, [flag]: text })).toThrow(`is "${text}"; use a number above 0`);
});
