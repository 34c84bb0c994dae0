import { describe, expect, it } from 'vitest';
import { drawnScores, LAYERS, measured } from '../../test/seed-fixture.js';
import { chanceSals, nullModel } from '../chance/null-model.js';
import { pairLayers } from '../metrics/pair-layer.js';
import { layerWeights, similarity, weightedMean } from '../metrics/similarity.js';
import { buildSimilarityFile } from './build-similarity-file.js';
import { METRICS, type SimilarityFile, WEIGHTINGS } from './similarity-file.js';
import type { SimilarityRun } from './similarity-run.js';

const RATIOS = [0.5, 0.1];
const seed = (salt: number, ratios = RATIOS) =>
  measured([drawnScores('seg', 1, salt), drawnScores('sn', 2, salt), drawnScores('depth', 3, salt)], ratios);
const RUN: SimilarityRun = {
  dataset: 'nyuv2',
  compat: 'correct',
  sparsities: [50, 90],
  seeds: [7, 8],
  batches: 2,
  batchSize: 4,
  measures: [seed(7), seed(8)],
};
const file = buildSimilarityFile(RUN);

function row(
  from: SimilarityFile,
  metric: string,
  weighting: string,
  sparsity: number | 'mean',
  task = 'sn',
) {
  const found = from.rows.find(
    (each) =>
      each.metric === metric &&
      each.weighting === weighting &&
      each.sparsity === sparsity &&
      each.pair[1] === task,
  );
  if (found === undefined) throw new Error(`no row ${metric} ${weighting} ${sparsity}`);
  return found;
}

describe('buildSimilarityFile', () => {
  it('has a row per pair, metric, weighting and sparsity, and their mean', () => {
    expect(file.rows).toHaveLength(3 * METRICS.length * WEIGHTINGS.length * 3);
    expect(
      new Set(
        file.rows.map((each) => JSON.stringify([each.pair, each.metric, each.weighting, each.sparsity])),
      ).size,
    ).toBe(file.rows.length);
    expect(file.notes).toEqual([]);
  });

  it('holds every seed, their mean and their sample deviation', () => {
    const { value, std, seedValues } = row(file, 'iou', 'linear', 90);
    const expected = RUN.measures.map((measures) =>
      similarity(pairLayers(measures, 0, 1), 'iou', 'linear', 'correct'),
    );
    const [x = NaN, y = NaN] = expected;
    expect(seedValues).toEqual(expected);
    expect(value).toBeCloseTo((x + y) / 2, 14);
    expect(std).toBeCloseTo(Math.abs(x - y) / Math.SQRT2, 14);
  });

  it('averages over sparsities first, then over seeds', () => {
    const single = [50, 90].map((sparsity) => row(file, 'masked_sals', 'equal', sparsity).seedValues);
    const mean = row(file, 'masked_sals', 'equal', 'mean');
    expect(mean.seedValues[1]).toBeCloseTo(((single[0]?.[1] ?? NaN) + (single[1]?.[1] ?? NaN)) / 2, 14);
  });

  it('gives no deviation for one seed', () => {
    const one = buildSimilarityFile({ ...RUN, seeds: [7], measures: RUN.measures.slice(0, 1) });
    expect(row(one, 'epi', 'equal', 90).std).toBeNull();
  });

  it('sets chance levels at the number of batches and the kept fractions of the run', () => {
    expect(row(file, 'sals', 'linear', 50).chance).toBeCloseTo(chanceSals(2), 12);
    expect(row(file, 'epi', 'linear', 50).chance).toBeNull();
    const model = nullModel(2);
    const levels = RUN.measures.map((measures) => {
      const layers = pairLayers(measures, 0, 1);
      const values = layers.map(({ a, b, weights }) => model.maskedSals(a.kept / weights, b.kept / weights));
      return weightedMean(values, layerWeights(layers, 'five_zeros', 'correct'));
    });
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    expect(row(file, 'masked_sals', 'five_zeros', 90).chance).toBeCloseTo(mean, 12);
    expect(file.layerRows.find(({ metric }) => metric === 'iou')?.chance).toHaveLength(6);
    expect(file.layerRows.find(({ metric }) => metric === 'epi')?.chance).toBeNull();
  });

  it('reports per-layer values and kept weights', () => {
    expect(file.layers.map(({ name }) => name)).toEqual(LAYERS.slice(0, 6).map(({ name }) => name));
    expect(file.layerRows).toHaveLength(3 * METRICS.length * 2);
    const kept = file.kept.find(({ task, sparsity }) => task === 'sn' && sparsity === 50);
    expect(kept?.keepRatio).toBe(0.5);
    expect(kept?.perLayer).toHaveLength(6);
    const total = LAYERS.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect((kept?.backbone ?? 0) + (kept?.head ?? 0)).toBe(Math.trunc(total / 2));
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(file))).toEqual(file);
  });

  it('refuses seeds, sparsities and measures that do not fit together', () => {
    expect(() => buildSimilarityFile({ ...RUN, seeds: [7] })).toThrow('2 measured seeds for 1 seeds');
    expect(() => buildSimilarityFile({ ...RUN, seeds: [], measures: [] })).toThrow(RangeError);
    expect(() => buildSimilarityFile({ ...RUN, sparsities: [50] })).toThrow(
      '2 keep ratios were measured for 1 sparsities',
    );
    expect(() => buildSimilarityFile({ ...RUN, measures: [seed(7), seed(8, [0.5, 0.2])] })).toThrow(
      'seed 8 was measured on other tasks, layers or keep ratios than the first',
    );
  });
});

describe('where the published code differs', () => {
  const empty = seed(7, [0.5, 0.0005]);
  const sparse = { ...RUN, seeds: [7], measures: [empty], sparsities: [50, 99.95] };

  it('counts two empty layers as alike when correct, and says so', () => {
    const correct = buildSimilarityFile(sparse);
    expect(row(correct, 'iou', 'equal', 99.95).value).toBeGreaterThan(0);
    expect(correct.notes[0]).toMatch(
      /^seg and sn at 99.95 %: neither mask keeps a weight of backbone\..*; their iou counts as 1\.$/,
    );
  });

  it('lets them poison every average as published, and says so', () => {
    const published = buildSimilarityFile({ ...sparse, compat: 'reference' });
    expect(row(published, 'iou', 'equal', 99.95)).toMatchObject({
      value: null,
      std: null,
      seedValues: [null],
      chance: null,
    });
    expect(row(published, 'iou', 'equal', 'mean').value).toBeNull();
    expect(published.notes[0]).toContain('their iou is not a number');
  });

  it('leaves out the published sparsity weights where they fail, and says so', () => {
    const layers = LAYERS.map(({ name, shape }) => ({
      name,
      shape: [4, shape[1], shape[2], shape[3]] as const,
    }));
    const narrow = measured([drawnScores('seg', 1, 0, layers), drawnScores('sn', 2, 0, layers)], [0.5]);
    const run = { ...RUN, seeds: [0], sparsities: [50], measures: [narrow] };
    const published = buildSimilarityFile({ ...run, compat: 'reference' });
    expect(new Set(published.rows.map(({ weighting }) => weighting))).toEqual(
      new Set(WEIGHTINGS.slice(0, 4)),
    );
    expect(published.notes[0]).toMatch(/^av_sparsity, min_sparsity, epi_like are left out/);
    expect(buildSimilarityFile(run).rows).toHaveLength(METRICS.length * WEIGHTINGS.length * 2);
  });

  it('weights with one filter as published', () => {
    const published = buildSimilarityFile({ ...RUN, compat: 'reference' });
    expect(row(published, 'iou', 'equal', 90).value).toBe(row(file, 'iou', 'equal', 90).value);
    expect(row(published, 'iou', 'av_sparsity', 90).value).not.toBe(
      row(file, 'iou', 'av_sparsity', 90).value,
    );
  });
});
