import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { exampleFixture } from '../run-fixture.js';
import { confusionFixture, evaluationFixture } from './evaluation-fixture.js';
import { evaluationReportHtml, type EvaluationReportInput } from './evaluation-report-html.js';

function page(input: Partial<EvaluationReportInput> = {}) {
  const markup = evaluationReportHtml({
    report: evaluationFixture(),
    confusion: confusionFixture(40),
    ...input,
  });
  const { document } = parseHTML(markup);
  const text = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  return { markup, document, text };
}

describe('the page of an evaluation', () => {
  it('answers with the first metric of each task, and how many beat the best constant', () => {
    const { text } = page();
    expect(text('.lead')).toEqual(['segmentation: mIoU 0.213; depth: abs 0.620']);
    expect(text('.answer p').at(-1)).toContain('best constants of split train in 2 of 3 metrics');
  });

  it('shows every metric corrected and as published', () => {
    const { text } = page();
    expect(text('#metrics tbody tr')).toHaveLength(4);
    expect(text('#metrics tbody tr:first-child > *')).toEqual([
      'mIoU',
      'segmentation',
      '0.2134',
      '0.2011',
      '0.0100',
      'higher',
    ]);
    expect(text('#metrics tbody tr:last-child td')[2]).toBe('–');
  });

  it('has no column of constants where there are none', () => {
    const { constant: _, ...report } = evaluationFixture();
    expect(page({ report }).text('#metrics thead th')).toEqual([
      'Metric',
      'Task',
      'Corrected',
      'As published',
      'Better',
    ]);
  });

  it('draws what a half of a label is taken for in the strongest shade', () => {
    const { document, text } = page();
    const rects = [...document.querySelectorAll('#classes figure:last-of-type rect')];
    expect(rects.length).toBeGreaterThan(40);
    expect(text('#classes details:first-of-type tbody tr')).toHaveLength(40);
    const [most] = text('#classes details:last-of-type tbody tr');
    expect(most).toMatch(/%$/);
  });

  it.each([2, 17, 19, 40])('can be drawn with %i classes', (classes) => {
    const { markup, document } = page({
      report: evaluationFixture(classes),
      confusion: confusionFixture(classes),
    });
    expect(markup.split('<script>')[0]?.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
    for (const picture of document.querySelectorAll('svg:not([aria-hidden])'))
      expect(picture.getAttribute('aria-label')).toMatch(/\d/);
  });

  it('leaves out classes and sheets that were not made', () => {
    const report = { ...evaluationFixture(), classes: null };
    expect(page({ report, confusion: null }).text('nav a')).toEqual(['All metrics', 'What was measured']);
    const png = exampleFixture('x').images[0]?.png;
    expect(page({ predictions: png, errors: png }).document.querySelectorAll('#sheets img')).toHaveLength(2);
  });

  it('escapes hostile names and loads nothing', () => {
    const bad = `<script>alert('x')</script>" onload="x`;
    const base = evaluationFixture(2);
    const classes = base.classes?.map((one) => ({ ...one, name: bad })) ?? null;
    const report = { ...base, net: bad, data: bad, split: bad, notes: [bad], classes };
    const { document, markup } = page({ report, confusion: confusionFixture(2) });
    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(document.querySelectorAll('[onload]')).toHaveLength(0);
    expect(markup.match(/https?:/)).toBeNull();
  });
});
