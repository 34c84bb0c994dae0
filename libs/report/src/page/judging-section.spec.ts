import type { SimilarityFile } from '@metasparse/affinity';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { judgedFixture } from '../judged-fixture.js';
import { runFixture } from '../run-fixture.js';
import { similarityFixture } from '../similarity-fixture.js';
import { reportHtml } from './report-html.js';

function page(similarity: SimilarityFile) {
  const markup = reportHtml({ similarity, run: runFixture(similarity.tasks), examples: [] });
  const { document } = parseHTML(markup);
  const text = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  return { markup, text };
}

describe('the chapter on whether it is real', () => {
  const file = judgedFixture();
  const { markup, text } = page(file);

  it('says of every pair and metric what it is beside its null, in words', () => {
    expect(text('table.judged tbody tr')).toHaveLength(4 * 3);
    const verdicts = text('table.judged td.name');
    expect(verdicts.every((verdict) => /its null$/.test(verdict))).toBe(true);
    expect(text('table.judged tbody tr')[0]).toContain('0.773 to 0.793');
  });

  it('says how many numbers were looked at and what came of them', () => {
    expect(text('#judging p')[0]).toContain(
      '140 combinations of metric, layer weights and sparsity were looked at, 420 numbers',
    );
    const above = file.judging?.verdicts['above its null'];
    expect(text('#judging p')[0]).toContain(`${String(above)} are above its null`);
  });

  it('says in the answer how sure the order is', () => {
    expect(text('.answer .note').join(' ')).toMatch(
      /This order of the pairs has a probability of 0\.62 .* p 0\.200 corrected for the 140 combinations/,
    );
    expect(text('#judging .note').join(' ')).toContain('not reached within the limits');
  });

  it('shows shares, curves with a table beside them, and no score where the ceiling is at chance', () => {
    expect(text('#judging td').filter((cell) => cell === '0.710 (0.690)')).toHaveLength(6);
    expect(text('#judging figure')).toHaveLength(4);
    expect(text('#judging details tbody tr')).toHaveLength(4 * 3 * 3);
    const sals = text('table.judged tbody tr').filter((row) => row.startsWith('CSS'));
    expect(sals.every((row) => row.includes('–'))).toBe(true);
  });

  it('stands in the table of all numbers as well', () => {
    expect(text('#all-numbers thead th').slice(-6)).toEqual([
      'Interval',
      'Null',
      'Ceiling',
      'Corrected',
      'p, all',
      'Verdict',
    ]);
    const cells = text('#all-numbers tbody tr:first-child td');
    expect(cells.at(-1)).toMatch(/its null$/);
    expect(cells).toHaveLength(text('#all-numbers thead th').length - 1);
    expect(markup.split('<script>')[0]?.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
  });

  it('is not there for a run that was not judged, and has no order of a single pair', () => {
    expect(page(similarityFixture()).text('#judging')).toEqual([]);
    const two = page(judgedFixture({ tasks: ['seg', 'sn'] }));
    expect(two.text('#judging h3')).not.toContain('How sure the order of the pairs is');
  });
});
