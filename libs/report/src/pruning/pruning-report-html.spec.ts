import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { pruningReportHtml } from './pruning-report-html.js';
import type { PruningLayer, PruningRun } from './pruning-run.js';

const layer = (name: string, kept: number, shares: Readonly<Record<string, number>>): PruningLayer => ({
  name,
  weights: 1000,
  kept,
  density: kept / 1000,
  flops: 2e9,
  keptFlops: (kept / 1000) * 2e9,
  deadChannels: 3,
  emptyFilters: 1,
  shares,
});

const RUN: PruningRun = {
  method: 'disparse_static',
  criterion: 'snip',
  arbiter: 'union',
  compat: 'correct',
  scope: 'backbone',
  sparsityPercent: 90,
  dataset: 'nyuv2',
  seed: 4,
  from: null,
  data: { name: 'rooms', split: 'train', batches: 50, batchSize: 8, dropout: true, precision: 'fp32' },
  crop: 321,
  keepRatio: 0.081_234_5,
  numToKeep: { seg: 150, depth: 120 },
  shortfall: 0,
  backbone: { weights: 2000, kept: 200, sparsity: 0.9, flops: 4e9, keptFlops: 4e8 },
  net: { weights: 4000, kept: 330, sparsity: 0.9175, flops: 8e9, keptFlops: 6e8 },
  layers: [
    layer('backbone.conv1', 180, { seg: 1, depth: 0.5 }),
    layer('backbone.blocks.0.0.conv1', 20, { seg: 0.25, depth: 0.75 }),
    layer('task1_fc1_c0.conv1', 70, { seg: 1 }),
    layer('task2_fc1_c0.conv1', 60, { depth: 1 }),
  ],
  disconnected: [],
  notes: [],
};

function page(change: Partial<PruningRun> = {}) {
  const markup = pruningReportHtml({ ...RUN, ...change });
  const { document } = parseHTML(markup);
  const text = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  return { markup, text };
}

describe('the page of a pruning', () => {
  it('answers with the weights that stay', () => {
    expect(page().text('.lead')[0]).toMatch(
      /^200 of the 2.000 weights of the shared backbone stay: a sparsity of\s90.00 %/,
    );
    expect(page({ scope: 'net' }).text('.lead')[0]).toContain('whole net');
  });

  it('has every layer in a table, and a picture of each head and of each task', () => {
    const { text } = page();
    expect(text('#layers tbody th')).toEqual(RUN.layers.map(({ name }) => name));
    expect(text('#layers tbody tr')[1]).toContain('25 %');
    expect(text('#layers figcaption')).toEqual(['Shared backbone', 'Head of seg', 'Head of depth']);
    expect(text('#shares figcaption')).toEqual(['seg', 'depth']);
  });

  it('shows no shares where all heads were ranked together', () => {
    const layers = RUN.layers.map((entry) => ({ ...entry, shares: { joint: 1 } }));
    const { text } = page({ numToKeep: { joint: 330 }, layers });
    expect(text('#shares')).toEqual([]);
    expect(text('#layers figcaption')).toEqual(['Shared backbone', 'Head 1', 'Head 2']);
  });

  it('says what is amiss: masks that cut, ties, tuned constants', () => {
    expect(page({ disconnected: ['layer x keeps no weight'] }).text('#problems li')).toEqual([
      'The masks cut the net apart: layer x keeps no weight.',
    ]);
    expect(page({ shortfall: 2 }).text('.note')[0]).toMatch(/^2 fewer weights/);
    expect(page({ shortfall: null }).text('.note')[0]).toContain('tuned constant');
    expect(page().text('#problems')).toEqual([]);
  });

  it('escapes every string and repeats its bytes', () => {
    const hostile = page({ from: { file: '<img src=x>' }, notes: ['<script>alert(1)</script>'] });
    expect(hostile.markup).not.toMatch(/<img|<script>alert/);
    expect(page().markup).toBe(page().markup);
  });
});
