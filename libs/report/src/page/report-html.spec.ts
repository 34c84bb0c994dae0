import { METRICS, WEIGHTINGS, type SimilarityFile } from '@metasparse/affinity';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Example } from '../example.js';
import { exampleFixture, runFixture } from '../run-fixture.js';
import type { RunFile } from '../run-file.js';
import { similarityFixture } from '../similarity-fixture.js';
import { reportHtml } from './report-html.js';

const FIVE = ['seg', 'sn', 'depth', 'keypoint', 'edge'];

function page(
  similarity: SimilarityFile,
  run: RunFile = runFixture(similarity.tasks),
  examples: readonly Example[] = [],
) {
  const markup = reportHtml({ similarity, run, examples });
  const { document } = parseHTML(markup);
  const text = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  return { markup, document, text };
}

/** Every number of one metric replaced by null, as an empty layer does in compat reference. */
function withoutNumbers(file: SimilarityFile): SimilarityFile {
  const rows = file.rows.map((row) =>
    row.metric === 'iou'
      ? { ...row, value: null, std: null, seedValues: row.seedValues.map(() => null) }
      : row,
  );
  return { ...file, compat: 'reference', rows };
}

describe('report', () => {
  it('holds every number of the file in its table', () => {
    const file = similarityFixture();
    const { document } = page(file);
    const lines = new Map(
      [...document.querySelectorAll('#all-numbers tbody tr')].map((row) => {
        const { m, w, s, p } = (row as HTMLElement).dataset;
        const cells = [...row.querySelectorAll('td')].slice(3).map(({ textContent }) => textContent);
        return [`${m ?? ''} ${w ?? ''} ${s ?? ''} ${p ?? ''}`, cells];
      }),
    );
    expect(lines.size).toBe(METRICS.length * WEIGHTINGS.length * 5 * 3);
    const pairs = ['seg,sn', 'seg,depth', 'sn,depth'];
    for (const row of file.rows) {
      const cells = lines.get(
        `${row.metric} ${row.weighting} ${String(row.sparsity)} ${String(pairs.indexOf(row.pair.join()))}`,
      );
      const numbers = [row.value, row.std, row.chance].map((value) => value?.toFixed(3) ?? '–');
      expect([...(cells ?? []).slice(0, 3), ...(cells ?? []).slice(4)]).toEqual([
        ...numbers,
        ...row.seedValues.map((value) => value?.toFixed(3)),
      ]);
    }
  });

  it('answers in one sentence under the question', () => {
    const { text } = page(similarityFixture());
    expect(text('h1')).toEqual([
      'Which of segmentation, surface normals and depth rely on the same weights?',
    ]);
    expect(text('.lead')[0]).toMatch(
      /^Segmentation and surface normals are the most alike: mask IoU 0\.783 ± 0\.007/,
    );
  });

  it('shows the matrices of all metrics without a script', () => {
    const { text } = page(similarityFixture());
    expect(text('table.matrix[data-metric=iou] td[data-pair] b')).toEqual([
      '0.783',
      '0.712',
      '0.783',
      '0.751',
      '0.712',
      '0.751',
    ]);
    expect(text('table.matrix[data-metric=sals] td[data-pair] b')).toEqual([
      '0.970',
      '0.976',
      '0.970',
      '0.964',
      '0.976',
      '0.964',
    ]);
  });

  it('has a table beside every kind of picture', () => {
    const { text } = page(similarityFixture());
    expect(text('#bar-view [data-variant=iou] details tbody tr')).toHaveLength(15);
    expect(text('#layer-view [data-variant="iou 90"] details tbody tr')).toHaveLength(36);
    expect(text('#kept details:last-of-type tbody tr')).toHaveLength(36);
  });

  it('describes every picture in words', () => {
    const { document } = page(similarityFixture());
    const pictures = [...document.querySelectorAll('svg:not([aria-hidden])')];
    expect(pictures.length).toBeGreaterThan(30);
    for (const picture of pictures) {
      expect(picture.getAttribute('role')).toBe('img');
      expect(picture.getAttribute('aria-label')).toMatch(/\d/);
    }
  });

  it.each([2, 3, 4, 5])('reads well with %i tasks', (count) => {
    const { markup, text } = page(similarityFixture({ tasks: FIVE.slice(0, count) }));
    expect(text('.ranking tbody tr')).toHaveLength((count * (count - 1)) / 2);
    expect(markup.split('<script>')[0]?.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
  });

  it('says that one task has nothing to be compared with', () => {
    const { text } = page(similarityFixture({ tasks: ['seg'] }));
    expect(text('.lead')[0]).toBe('One task alone has nothing to be compared with.');
    expect(text('#matrices, #spread, #layers, #numbers')).toEqual([]);
    expect(text('#kept figure')).toHaveLength(1);
  });

  it('shows no spread for one seed', () => {
    const { text } = page(similarityFixture({ seeds: 1 }));
    expect(text('.matrix small').filter((spread) => spread !== '')).toEqual([]);
    expect(text('.legend li').some((entry) => /rings|band/.test(entry))).toBe(false);
    expect(text('#caveats')[0]).toContain('One seed gives no spread');
  });

  it('says why a value is missing', () => {
    const { text } = page(withoutNumbers(similarityFixture()));
    expect(text('table.matrix[data-metric=iou] td[data-pair]')).toEqual(
      Array.from({ length: 6 }, () => '–no number'),
    );
    expect(text('#numbers .note').at(-1)).toContain('counts 0 / 0 and takes every average with it');
    expect(text('.lead')[0]).toBe('No pair has a similarity that is a number: see the notes below.');
  });

  it('leaves out weightings the file has no rows for', () => {
    const file = similarityFixture();
    const rows = file.rows.filter(({ weighting }) => weighting !== 'av_sparsity');
    const { text } = page({ ...file, rows });
    expect(text('#matrix-weighting option')).toHaveLength(6);
  });

  it('shows at most three samples, and says so when there are none', () => {
    const run = runFixture();
    const four = ['a.png', 'b.png', 'c.png', 'd.png'].map((id) => exampleFixture(id));
    expect(page(similarityFixture(), run, four).text('#examples h3')).toEqual(['a.png', 'b.png', 'c.png']);
    expect(page(similarityFixture(), run, four).text('#examples img')).toHaveLength(12);
    expect(page(similarityFixture()).text('#examples p')).toEqual(['This run kept no example pictures.']);
  });

  it('tells how to repeat the run', () => {
    const { text } = page(similarityFixture());
    expect(text('pre')[0]).toContain("--data 'my data/nyu_v2' --batches 5");
    expect(text('#run')[0]).toContain(runFixture().inputs['img/0.png']);
  });

  it('lists forty digests and counts the rest', () => {
    const inputs = Object.fromEntries(
      Array.from({ length: 3180 }, (_, i) => [`img/${String(i)}.png`, 'ab'.repeat(32)]),
    );
    const { text } = page(similarityFixture(), { ...runFixture(), inputs });
    expect(text('#run .note')).toEqual(['and 3140 more, all in run.json']);
  });

  it('escapes hostile names wherever they appear', () => {
    const bad = `<script>alert('x')</script>" onload="x`;
    const tasks = [bad, '<img src=x>'];
    const similarity = { ...similarityFixture({ tasks }), dataset: bad, notes: [bad] };
    const run = { ...runFixture(tasks), command: [bad], parameters: { [bad]: bad }, inputs: { [bad]: bad } };
    const { document } = page(similarity, run, [exampleFixture(bad, [bad])]);
    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(document.querySelectorAll('[onload], img[src=x]')).toHaveLength(0);
    expect(document.querySelector('#caveats')?.textContent).toContain(bad);
  });

  it('loads nothing and allows nothing to be loaded', () => {
    const { markup, document } = page(similarityFixture(), runFixture(), [exampleFixture('a.png')]);
    expect(
      document.querySelectorAll(
        'link, iframe, script[src], [href]:not([href^="#"]), img:not([src^="data:"])',
      ),
    ).toHaveLength(0);
    expect(markup.match(/https?:/)).toBeNull();
    expect(document.querySelector('[http-equiv]')?.getAttribute('content')).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-/,
    );
  });

  it('stays below 1.5 MB with five tasks and five seeds', () => {
    expect(page(similarityFixture({ tasks: FIVE, seeds: 5 })).markup.length).toBeLessThan(1_500_000);
  });

  it('gives the same bytes for the same input', () => {
    expect(page(similarityFixture()).markup === page(similarityFixture()).markup).toBe(true);
  });
});
