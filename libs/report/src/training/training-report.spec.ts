import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { exampleFixture } from '../run-fixture.js';
import { answerSentence } from './answer.js';
import { evenly } from './mask-chart.js';
import { trainingFixture, type FixtureChoice } from './training-fixture.js';
import { trainingReportHtml } from './training-report.js';
import type { TrainingRun } from './training-run.js';

function page(run: TrainingRun, predictions?: Uint8Array) {
  const markup = trainingReportHtml({ run, predictions });
  const { document } = parseHTML(markup);
  const text = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  return { markup, document, text };
}

const small = (choice: FixtureChoice = {}) => trainingFixture({ iterations: 400, ...choice });

describe('the page of a training', () => {
  it('answers first: what the loss did, with every task at first, best and last', () => {
    const run = small();
    const { text } = page(run);
    const { first, last } = run.summary.test;
    expect(text('.lead')[0]).toContain(
      `from ${first?.total.toFixed(3) ?? ''} to ${last?.total.toFixed(3) ?? ''}`,
    );
    expect(text('.ranking tbody th')).toEqual([
      'segmentation',
      'surface normals',
      'depth',
      'keypoints',
      'edges',
      'total',
      'at iteration',
    ]);
    expect(text('.ranking tbody tr:first-child td').slice(0, 1)).toEqual([first?.losses.seg?.toFixed(3)]);
  });

  it('shows the growth of dynamic training against what the tasks wanted', () => {
    const { text, document } = page(small());
    expect(text('#masks p')[0]).toContain('they wanted 1.80 times what was dropped; 1.00 times grew');
    expect(text('#masks details:last-of-type tbody tr')).toHaveLength(36 + 20);
    expect(document.querySelectorAll('.wide svg rect').length).toBeGreaterThan(56);
  });

  it('has no chapter of masks or predictions where there are none', () => {
    const { text } = page(small({ method: 'baseline' }));
    expect(text('nav a')).toEqual(['Curves', 'Settings and cost', 'How to go on']);
  });

  it('shows the sheet of predictions in its own size', () => {
    const png = exampleFixture('x').images[0]?.png;
    const image = page(small(), png).document.querySelector('#predictions img');
    expect([image?.getAttribute('width'), image?.getAttribute('height')]).toEqual(['1', '1']);
  });

  it('has a table beside every picture, with at most 60 rows of points', () => {
    const { text } = page(small());
    expect(text('#curves details:nth-of-type(1) tbody tr')).toHaveLength(60);
    expect(text('#curves details:nth-of-type(2) tbody tr')).toHaveLength(21);
    expect(text('#masks details')).toHaveLength(2);
  });

  it('describes every picture in words', () => {
    const { document } = page(small());
    for (const picture of document.querySelectorAll('svg:not([aria-hidden])'))
      expect(picture.getAttribute('aria-label')).toMatch(/\d/);
  });

  it('names the commands that follow, the settings and the digests', () => {
    const { text } = page(small({ method: 'disparse_pt' }));
    expect(text('#next pre')[0]).toContain('metasparse evaluate --net best.safetensors');
    expect(text('#next pre')[1]).toContain("--data 'my data/nyu_v2'");
    expect(text('#settings')[0]).toContain('dense.safetensors');
    expect(text('#settings details tr')).toContain('clipnone');
    expect(text('#next details tbody tr')).toHaveLength(3);
  });

  it.each([0, 1])('reads well after %i iterations without a test', (iterations) => {
    const { markup } = page(small({ iterations, tests: false, tasks: ['seg'] }));
    expect(markup.split('<script>')[0]?.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
  });

  it('stays below 400 kB with five tasks and 100 000 points', () => {
    const { markup } = page(trainingFixture());
    expect(markup.length).toBeLessThan(400_000);
    expect(markup.split('<script>')[0]?.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
  });

  it('escapes hostile names and loads nothing', () => {
    const bad = `<script>alert('x')</script>" onload="x`;
    const run = small();
    const summary = {
      ...run.summary,
      data: bad,
      settings: { [bad]: bad },
      files: [{ name: bad, sha256: bad }],
    };
    const { document, markup } = page({ ...run, title: bad, command: bad, summary });
    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(document.querySelectorAll('[onload], [href]:not([href^="#"])')).toHaveLength(0);
    expect(markup.match(/https?:/)).toBeNull();
  });
});

describe('the sentence of the answer', () => {
  const { summary } = small();
  const at = (iteration: number, total: number) => ({ iteration, losses: {}, total });

  it('tells a loss that rose, and where it was lowest', () => {
    const test = { first: at(0, 2), last: at(90, 3), best: at(30, 1) };
    expect(answerSentence({ ...summary, test })).toEqual({
      subject: 'The total test loss rose from 2.000 to 3.000',
      rest: '; its lowest is 1.000, at iteration 30.',
    });
  });

  it('falls back on the training loss, and says where there is none', () => {
    const none = { first: null, last: null, best: null };
    expect(answerSentence({ ...summary, test: none }).subject).toContain('total training loss fell');
    expect(answerSentence({ ...summary, test: none, train: none }).subject).toBe('No loss was measured.');
  });
});

it('chosen points keep first and last', () => {
  expect(evenly([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
  expect(evenly([1, 2], 3)).toEqual([1, 2]);
});
