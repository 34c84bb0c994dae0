import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { shortIteration, shortNumber } from './curve-chart.js';
import { curvesSvg } from './curves-svg.js';
import { trainingFixture, type FixtureChoice } from './training-fixture.js';

function figure(choice: FixtureChoice) {
  const svg = curvesSvg(trainingFixture(choice));
  const { document } = parseHTML(svg);
  const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
  return { svg, document, texts };
}

describe('the curves of a training', () => {
  it('have a panel for each task, the total and the learning rate', () => {
    const { texts } = figure({ iterations: 500 });
    expect(texts.filter((text) => /^(Loss of|Total|Learning)/.test(text))).toEqual([
      'Loss of segmentation',
      'Loss of surface normals',
      'Loss of depth',
      'Loss of keypoints',
      'Loss of edges',
      'Total loss',
      'Learning rate',
    ]);
  });

  it('have no total of one task, and no test where none was measured', () => {
    const { texts, document } = figure({ tasks: ['seg'], iterations: 300, tests: false });
    expect(texts).not.toContain('Total loss');
    expect(texts.join(' ')).not.toContain('test loss');
    expect(document.querySelector('desc')?.textContent).toContain('in the test none was measured');
  });

  it('stay below 100 kB with 100 000 points, and say how they are thinned', () => {
    const { svg, texts } = figure({});
    expect(svg.length).toBeLessThan(100_000);
    expect(texts.join('\n')).toContain('150 stretches with their lowest and highest');
    expect(texts.join('\n')).toContain('β = 0.9996');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('mark the iteration of the lowest total test loss in every panel of a loss', () => {
    const { document } = figure({ tasks: ['seg', 'sn'], iterations: 400 });
    expect(
      document.querySelectorAll('g[stroke-dasharray="5 3"] line, line[stroke-dasharray="5 3"]'),
    ).toHaveLength(3);
  });

  it.each([0, 1, 2])('can be drawn of %i iterations', (iterations) => {
    expect(figure({ iterations, tests: false }).svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it('numbers on axes are short', () => {
  expect([0, 900, 5000, 12_500, 1e6].map(shortIteration)).toEqual(['0', '900', '5k', '12.5k', '1M']);
  expect([0, 0.00005, 0.12, 12.5].map(shortNumber)).toEqual(['0', '5e-5', '0.12', '12.5']);
});
