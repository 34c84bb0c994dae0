import { describe, expect, it } from 'vitest';
import type { DecisionFile } from './decision-file.js';
import { decisionHtml } from './decision-html.js';
import { decisionMarkdown } from './decision-markdown.js';
import { decisionAnswer } from './decision-words.js';

const NETWORK = {
  tasks: ['seg', 'sn'],
  serves: ['seg', 'sn'],
  folder: 'networks/seg+sn',
  net: 'networks/seg+sn/pruned.safetensors',
  ...{ weights: 2_000_000, params: 200_000, denseFlops: 4e9, flops: 5e8, crop: 321, sparsity: 0.9 },
  trunk: { splitAt: 'backbone.blocks.2.0.conv1', scale: 'overlap', interval: null, same: 0.43 },
  disconnected: [],
} as const;
const FILE: DecisionFile = {
  schema: 'metasparse.decision/v1',
  dataset: 'nyuv2',
  tasks: ['seg', 'sn', 'depth'],
  metric: 'iou',
  weighting: 'equal',
  sparsityPercent: 90,
  budget: { kind: 'networks', limit: 2, unit: 'networks', costs: 'each network counts as 1' },
  answer: '2 networks: segmentation with surface normals and depth alone',
  networks: [NETWORK, { ...NETWORK, tasks: ['depth'], serves: ['depth'], trunk: null }],
  total: { params: 400_000, flops: 1e9, withinBudget: true },
  certainty: {
    grade: 'chance',
    sentence: 'The similarities cannot be told from chance.',
    ...{ confidence: 0.95, draws: 1000, same: 0.61 },
    rivals: [
      { networks: [['sn'], ['seg', 'depth']], margin: 0.01, marginInterval: [-0.02, 0.03], better: 0.2 },
    ],
    pairs: [
      {
        pair: ['seg', 'sn'],
        ...{ value: 0.8, interval: [0.7, 0.9], null: 0.79, p: 0.4, together: true },
        verdict: 'not distinguishable from its null',
      },
    ],
    order: { probability: 0.5, p: 0.3 },
  },
  surer: [
    { what: 'twice the seeds', seeds: 10, batches: 5, seconds: 150 },
    { what: 'twice the batches', seeds: 5, batches: 10, seconds: null },
  ],
  doubts: ['a < b | c'],
  next: [{ what: 'Train <seg>', command: ['metasparse', 'train', '--data', 'my data'] }],
  effort: { seeds: 5, batches: 5, secondsPerBatch: 6, workers: 1 },
};

describe('a decision', () => {
  it('is answered in one sentence', () => {
    const serves = (...tasks: string[]) => ({ tasks, serves: tasks });
    expect(decisionAnswer([serves('seg', 'sn', 'depth')])).toBe(
      'One network: segmentation, surface normals with depth',
    );
    expect(decisionAnswer([{ tasks: ['seg', 'sn'], serves: ['sn'] }, serves('seg')])).toBe(
      '2 networks: segmentation with surface normals (used for surface normals) and segmentation alone',
    );
  });

  it('says on one page the answer, how sure, the cost, the doubts and the commands, escaped', () => {
    const page = decisionHtml(FILE);
    for (const text of [
      '<strong>2 networks: segmentation with surface normals and depth alone.</strong> The similarities cannot be told',
      '<dd>no better than chance</dd>',
      '<dd>61 % of draws</dd>',
      '<td>blocks.2.0.conv1 (43 %)</td>',
      '<td>-0.0200 to 0.0300</td><td>20 %</td>',
      '<td>not distinguishable from its null</td>',
      '<td>2 min 30 s</td>',
      '<td>not measured</td>',
      '<li>a &lt; b | c</li>',
      'Train &lt;seg&gt;',
      'metasparse train --data &#39;my data&#39;',
      '<a href="networks/seg+sn/report.html">seg + sn</a>',
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/<seg>|undefined|NaN/);
  });

  it('says that the budget leaves no other choice', () => {
    const page = decisionHtml({ ...FILE, certainty: { ...FILE.certainty, rivals: [], same: null } });
    expect(page).toContain('leave no other');
    expect(page).toContain('<dd>not known</dd>');
  });

  it('is the same in Markdown', () => {
    const text = decisionMarkdown(FILE);
    expect(text.split('\n')[0]).toBe(`# ${FILE.answer}`);
    expect(text).toContain("```\nmetasparse train --data 'my data'\n```");
    expect(text).toContain(String.raw`- a &lt; b \| c`);
    const tables = text.split('\n').filter((line) => line.startsWith('|'));
    expect(tables).toHaveLength(2 + 3 + 2 + 1 + 2 + 1 + 2 + 2);
  });
});
