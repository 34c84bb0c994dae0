import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { buildBaselinesFile, METHODS, type BaselinesFile, type Collected } from '@metasparse/baselines';
import { baselinesReportHtml } from './baselines-report-html.js';
import { correlationsSvg } from './correlation-chart.js';

const TASKS = ['seg', 'sn', '<depth>'];
const table = (scale: number): number[][] =>
  TASKS.map((_, a) => TASKS.map((_, b) => scale * (a + 1) * (b + 1) - 3));

function fixture(name = 'run'): BaselinesFile {
  const seed = (scale: number): Collected => ({
    metrics: { gradient_cosine: table(scale), tag: table(-scale), random: table(0) },
    layers: { gradient_cosine: [table(scale)] },
    tasks: { tag_self: [0.1, -0.2, 0.3] },
  });
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const;
  return buildBaselinesFile({
    head: {
      numericalVersion: '1',
      run: { name, dataDigest: 'abc' },
      dataset: 'nyuv2',
      tasks: TASKS,
      seeds: [0, 1],
      batches: 2,
      batchSize: 4,
      learningRate: 0.01,
      pixels: 64,
      layers: ['backbone.conv1'],
    },
    methods: METHODS.filter((method) => ['gradient_cosine', 'tag', 'random'].includes(method)),
    seeds: [seed(1), seed(2)],
    seconds: { forward: 1, heads: 2, backward: 3, lookahead: 4, gradients: 0.5 },
    similarity: pairs.map(([a, b], i) => ({
      pair: [TASKS[a] ?? '', TASKS[b] ?? ''],
      metric: 'iou',
      weighting: 'equal',
      sparsity: 'mean',
      value: i,
    })),
  });
}

function page(file: BaselinesFile) {
  const markup = baselinesReportHtml(file);
  const { document } = parseHTML(markup);
  const text = (selector: string): string[] =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  return { markup, text };
}

describe('the page of baselines', () => {
  it('says how the closest measure agrees with the mask metrics, and that many were looked at', () => {
    const [lead = ''] = page(fixture()).text('.lead');
    expect(lead).toContain('Gradient cosine with Mask IoU: Spearman 1.00, p 0.333 before correcting');
  });

  it('has a row a metric and two for a directed one, a column a pair', () => {
    const { text } = page(fixture());
    expect(text('#pairs tbody th')).toEqual([
      'Gradient cosine',
      'TAG, first to second',
      'TAG, second to first',
      'Random',
    ]);
    expect(text('#pairs tbody tr:first-child td')[0]).toBe('0 ± 1.4');
    expect(text('#cost tbody tr:last-child > *')).toEqual(['All at once', '16', '12', '48', '12', '10.5 s']);
  });

  it('warns of a step that harms its own task, and of few pairs', () => {
    const notes = page(fixture()).text('.note').join(' ');
    expect(notes).toContain('3 pairs are too few');
    expect(notes).toContain('a step of sn at learning rate 0.01 raises its own loss in 2 of 2 seeds');
  });

  it('escapes what the data says, here and in the picture', () => {
    const { markup } = page(fixture('<img src=x>'));
    expect(markup).not.toContain('<img');
    expect(markup).not.toContain('<depth>');
    expect(markup).toContain('&lt;depth&gt;');
  });
});

describe('the picture of correlations', () => {
  it('has a number in both halves for each two measures, and a dash where there is none', () => {
    const svg = correlationsSvg(fixture());
    expect(svg.match(/>1\.00</g)).toHaveLength(2);
    expect(svg.match(/>-1\.00</g)).toHaveLength(4);
    expect(svg).toContain('>–<');
    expect(svg).toContain('over all 6 relabellings');
    expect(correlationsSvg(fixture())).toBe(svg);
  });
});
