import { describe, expect, it } from 'vitest';
import { analyse, type ValidationFile } from '@metasparse/evidence';
import { scatterSvg } from './scatter-chart.js';
import { validationReportHtml } from './validation-report-html.js';
import { configurationTitle } from './wording.js';

const PAIRS = [
  ['seg', 'sn'],
  ['seg', 'depth'],
  ['sn', 'depth'],
] as const;
const SETTINGS = { confidence: 0.95, resamples: 50, seed: 0, most: 720, draws: 99 };

function file(predicted: readonly number[]): ValidationFile {
  const analysis = analyse(
    {
      gains: 'symmetric',
      tasks: ['seg', 'sn', 'depth'],
      pairs: PAIRS,
      truth: [
        [0.05, 0.04],
        [0.01, 0.02],
        [-0.03, -0.02],
      ],
      predictions: [
        { metric: 'iou', weighting: 'equal', sparsity: 90, values: predicted.map((value) => [value, value]) },
        {
          metric: 'made <up>',
          weighting: 'own',
          sparsity: 'mean',
          values: [
            [1, 1],
            [1, 1],
            [1, 1],
          ],
        },
      ],
    },
    SETTINGS,
  );
  return {
    schema: 'metasparse.validation/v1',
    similarity: { name: 'run', dataset: 'nyuv2', seeds: 2 },
    cotrain: { name: 'gains.json', dataset: null, seeds: 2 },
    measure: 'loss',
    tasks: ['seg', 'sn', 'depth'],
    ...{ confidence: 0.95, resamples: 50 },
    analyses: [analysis],
    notes: ['few <seeds>'],
  };
}

describe('a validation', () => {
  it('names known configurations in words and leaves others as they are', () => {
    expect(configurationTitle({ metric: 'iou', weighting: 'equal', sparsity: 90 })).toBe(
      'Mask IoU, Equal, 90 %',
    );
    expect(configurationTitle({ metric: 'x', weighting: 'y', sparsity: 'mean' })).toBe('x, y, mean');
  });

  it('draws the configurations that have an order, with their error bars', () => {
    const svg = scatterSvg(file([3, 2, 1]));
    expect(svg).toContain('Mask IoU, Equal, 90 %: rho 1.00, p 0.167 (0.167)');
    expect(svg).not.toContain('made');
    expect(svg).toContain('seg+depth: similarity 2.000, gain 1.5 %');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('has a page that says plainly when chance explains it, everything escaped', () => {
    const page = validationReportHtml(file([3, 2, 1]));
    expect(page).toContain('this is no evidence that it predicts');
    expect(page).toContain('few &lt;seeds&gt;');
    expect(page).toContain('made &lt;up&gt;, own, mean');
    expect(page).not.toMatch(/NaN|undefined/);
  });
});
