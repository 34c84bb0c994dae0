import { describe, expect, it } from 'vitest';
import { latexRows, latexTable } from './latex.js';
import { markdownTable } from './markdown.js';
import type { SimilarityFile, SimilarityRow } from './similarity-file.js';
import { tableJson } from './table-json.js';
import { threeDecimals } from './three-decimals.js';
import { similarityTsv } from './tsv.js';

type Cell = Partial<SimilarityRow> & Pick<SimilarityRow, 'pair' | 'sparsity'>;

const rowOf = (cell: Cell): SimilarityRow => ({
  metric: 'epi',
  weighting: 'equal',
  value: 0.5,
  std: 0.01,
  seedValues: [0.49, 0.51],
  chance: null,
  ...cell,
});
const PAIRS = [
  ['seg', 'depth'],
  ['seg', 'edge_1'],
  ['depth', 'edge_1'],
] as const;
const rows = PAIRS.flatMap((pair, p) =>
  ([50, 90, 'mean'] as const).map((sparsity, s) => rowOf({ pair, sparsity, value: (p + 1) / 10 + s / 1000 })),
);
const FILE: SimilarityFile = {
  schema: 'metasparse.similarity/v1',
  dataset: 'taskonomy',
  tasks: ['seg', 'depth', 'edge_1'],
  compat: 'correct',
  sparsities: [50, 90],
  seeds: [0, 4],
  batches: 5,
  batchSize: 4,
  layers: [],
  rows: [
    ...rows,
    rowOf({ metric: 'iou', pair: ['seg', 'depth'], sparsity: 50, value: null, seedValues: [null, 0.5] }),
  ],
  layerRows: [],
  kept: [],
  notes: [],
};

describe('latexRows', () => {
  it('has a line per weighting and metric, and a cell per sparsity and pair', () => {
    expect(latexRows(FILE)).toEqual([
      '0.100 & 0.200 & 0.300 & 0.101 & 0.201 & 0.301 & 0.102 & 0.202 & 0.302 \\\\',
      'nan & nan & nan & nan & nan & nan & nan & nan & nan \\\\',
    ]);
  });

  it('doubles the separators as published', () => {
    expect(latexRows({ ...FILE, compat: 'reference' })[0]).toBe(
      '0.100 &  & 0.200 &  & 0.300 &  & 0.101 &  & 0.201 &  & 0.301 &  & 0.102 &  & 0.202 &  & 0.302 & \\\\',
    );
  });
});

describe('latexTable', () => {
  it('is a tabular with escaped names and a group of columns per sparsity', () => {
    const lines = latexTable(FILE).split('\n');
    expect(lines[0]).toBe('\\begin{tabular}{llrrrrrrrrr}');
    expect(lines[2]).toBe(
      ' &  & \\multicolumn{3}{c}{50\\,\\%} & \\multicolumn{3}{c}{90\\,\\%} & \\multicolumn{3}{c}{50,90\\,\\%} \\\\',
    );
    expect(lines[3]).toContain('weighting & metric & seg/depth & seg/edge\\_1 & depth/edge\\_1 & seg/depth');
    expect(lines[5]).toMatch(/^equal & epi & 0\.100 & /);
    expect(lines.at(-2)).toBe('\\end{tabular}');
  });
});

describe('tableJson', () => {
  it("has the original's keys", () => {
    const table = tableJson(FILE);
    expect(Object.keys(table)).toEqual(['equal_X_epi', 'equal_X_iou']);
    expect(table['equal_X_epi']?.['s50_X_seg_X_depth']).toBe(0.1);
    expect(table['equal_X_epi']?.['s50,90_X_depth_X_edge_1']).toBe(0.302);
    expect(table['equal_X_iou']?.['s50_X_seg_X_depth']).toBeNull();
  });

  it('has one entry a pair for a run of one sparsity', () => {
    const table = tableJson({ ...FILE, sparsities: [50] });
    expect(Object.keys(table['equal_X_epi'] ?? {})).toEqual(PAIRS.map((pair) => `s50_X_${pair.join('_X_')}`));
  });
});

describe('similarityTsv', () => {
  it('has every row under one header, with every seed', () => {
    const lines = similarityTsv(FILE).split('\n');
    expect(lines[0]?.split('\t')).toEqual([
      'task_a',
      'task_b',
      'metric',
      'weighting',
      'sparsity',
      'value',
      'std',
      'chance',
      'seed_0',
      'seed_4',
    ]);
    expect(lines).toHaveLength(FILE.rows.length + 2);
    expect(lines[1]?.split('\t')).toEqual([
      'seg',
      'depth',
      'epi',
      'equal',
      '50',
      '0.1',
      '0.01',
      '',
      '0.49',
      '0.51',
    ]);
    expect(lines[10]?.split('\t').slice(5)).toEqual(['nan', '0.01', '', 'nan', '0.5']);
  });
});

describe('markdownTable', () => {
  it('has a column per sparsity and pair', () => {
    const lines = markdownTable(FILE).split('\n');
    expect(lines[0]).toMatch(/^\| weighting \| metric \| 50 % seg\/depth \| .* \| 50,90 % depth\/edge_1 \|$/);
    expect(lines[2]).toMatch(/^\| `equal` \| `epi` \| 0\.100 \| 0\.200 /);
  });
});

describe('threeDecimals', () => {
  it.each([
    [0.9674, '0.967'],
    [0.0625, '0.062'],
    [0.1875, '0.188'],
    [0.3125, '0.312'],
    [1, '1.000'],
    [0.0005, '0.001'],
    [0, '0.000'],
  ])('writes %f as Python does: %s', (value, text) => {
    expect(threeDecimals(value)).toBe(text);
  });

  it('names what is not a number', () => {
    expect([threeDecimals(null), threeDecimals(NaN), threeDecimals(null, '--')]).toEqual([
      'nan',
      'nan',
      '--',
    ]);
  });
});
