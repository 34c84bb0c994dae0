import { describe, expect, it } from 'vitest';
import type { GainsFile } from '@metasparse/evidence';
import { gainCells, gainText } from './gain-cells.js';
import { gainsSvg } from './gain-chart.js';
import { gainsReportHtml } from './gains-report-html.js';

const FILE: GainsFile = {
  schema: 'metasparse.gains/v1',
  dataset: 'nyuv2',
  tasks: ['seg', 'sn', 'depth'],
  seeds: [0, 1],
  settings: { iterations: 9 },
  key: 'k',
  measures: { seg: { name: 'test loss', better: 'lower' } },
  subsets: [
    {
      tasks: ['seg'],
      values: { seg: [2, 2] },
      gains: { seg: [0, 0] },
      metrics: {},
      deltaMtl: { seg: [0, 0] },
    },
    {
      tasks: ['seg', 'sn'],
      values: { seg: [1, 1.2], sn: [3, null] },
      gains: { seg: [0.5, 0.4], sn: [-0.123, null] },
      metrics: {},
      deltaMtl: { seg: [0.01, 0.02], sn: [-0.3, null] },
    },
  ],
  failures: [{ tasks: ['sn'], seed: 1, reason: 'the loss is <NaN>' }],
  seconds: 75,
};

describe('gains of co-training', () => {
  it('are percent with their deviation over seeds, and a dash where nothing was trained', () => {
    const texts = gainCells(FILE, 'loss').map((cell) => `${cell.helped} ${cell.by} ${gainText(cell)}`);
    expect(texts).toEqual([
      'seg sn +45.0 ± 7.07',
      'seg depth –',
      'sn seg −12.3',
      'sn depth –',
      'depth seg –',
      'depth sn –',
    ]);
    expect(gainCells(FILE, 'delta_mtl')[0]?.percent).toBeCloseTo(1.5, 12);
  });

  it('are drawn as one square a measure: blue for a gain, orange for a loss, grey for none', () => {
    const svg = gainsSvg(FILE);
    for (const colour of ['#2b6ba8', '#f8e3d6', '#f3f4f4']) expect(svg).toContain(`fill="${colour}"`);
    expect(svg).toContain('seg with sn +45.0 ± 7.07 %');
    expect(svg).not.toMatch(/NaN|undefined|var\(/);
  });

  it('have a page that says what gains, what failed and how it was done, everything escaped', () => {
    const page = gainsReportHtml(FILE, 'metasparse cotrain --out "a<b"');
    expect(page).toContain('<strong>1 of 2</strong> cases');
    expect(page).toContain('sn, seed 1: the loss is &lt;NaN&gt;');
    expect(page).toContain('a&lt;b');
    expect(page).toContain('1 min 15 s');
    expect(page).not.toContain('undefined');
  });
});
