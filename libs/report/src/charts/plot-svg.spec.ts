import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { similarityFixture } from '../similarity-fixture.js';
import { PLOT_KINDS, plotSvg } from './plot-svg.js';

const FIVE = ['seg', 'sn', 'depth', 'keypoint', 'edge'];

function texts(svg: string): readonly string[] {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const found: readonly { readonly textContent: string }[] = [...root.querySelectorAll('text')];
  return found.map(({ textContent }) => textContent);
}

describe.each(PLOT_KINDS)('plot of kind %s', (kind) => {
  it.each([2, 3, 4, 5])('draws %i tasks', (count) => {
    const tasks = FIVE.slice(0, count);
    const svg = plotSvg(similarityFixture({ tasks }), kind);
    expect(texts(svg).some((text) => text.includes(tasks.at(-1) ?? ''))).toBe(true);
    expect(svg.match(/NaN|undefined|Infinity/)).toBeNull();
  });

  it('needs no style sheet and nothing from outside', () => {
    const svg = plotSvg(similarityFixture(), kind);
    expect(svg).not.toContain('var(--');
    expect(svg.replace('http://www.w3.org/2000/svg', '').match(/https?:|href=|url\(|\sid=/)).toBeNull();
  });

  it('changes its colours in the dark', () => {
    expect(plotSvg(similarityFixture(), kind)).toContain(
      '@media (prefers-color-scheme:dark){[fill="#fcfcfb"]{fill:#14161a}',
    );
  });

  it('escapes hostile names', () => {
    const svg = plotSvg(similarityFixture({ tasks: ['<script>x</script>', '"onload="'] }), kind);
    expect(svg.match(/<script|<[^>]*\sonload="/)).toBeNull();
  });

  it('gives the same bytes for the same result', () => {
    expect(plotSvg(similarityFixture(), kind)).toBe(plotSvg(similarityFixture(), kind));
  });
});

describe('plots', () => {
  it('write the published numbers into the matrix', () => {
    expect(texts(plotSvg(similarityFixture(), 'matrix'))).toEqual(
      expect.arrayContaining([
        '0.783',
        '0.712',
        '0.751',
        '0.876',
        '0.787',
        '0.855',
        '0.970',
        '0.976',
        '0.964',
      ]),
    );
  });

  it('write the mean of every pair beside its bar at every sparsity', () => {
    const written = texts(plotSvg(similarityFixture(), 'bars')).filter((text) => /^0\.\d{3}$/.test(text));
    expect(written).toEqual(
      [
        '0.783 0.712 0.751',
        '0.962 0.945 0.948',
        '0.902 0.854 0.872',
        '0.772 0.667 0.727',
        '0.495 0.380 0.458',
      ].flatMap((panel) => panel.split(' ')),
    );
  });

  it('draw no spread for one seed', () => {
    const legend = texts(plotSvg(similarityFixture({ seeds: 1 }), 'bars'));
    expect(legend.some((text) => text.includes('rings'))).toBe(false);
    expect(legend.some((text) => text.includes('1 seed'))).toBe(true);
  });

  it('break a curve where a layer has no number, and go on', () => {
    const file = similarityFixture({ tasks: ['seg', 'sn'] });
    const layerRows = file.layerRows.map((row) => ({
      ...row,
      values: row.values.map((v, l) => (l === 10 ? null : v)),
    }));
    const segments = (svg: string) =>
      (/stroke="#1c5a97" fill="none"><path d="([^"]*)"/.exec(svg)?.[1] ?? '').split('M').length - 1;
    expect(segments(plotSvg(file, 'layers'))).toBe(1);
    expect(segments(plotSvg({ ...file, layerRows }, 'layers'))).toBe(2);
  });

  it('show a dash where a value is not a number', () => {
    const file = similarityFixture();
    const rows = file.rows.map((row) =>
      row.metric === 'iou' ? { ...row, value: null, std: null, seedValues: [null] } : row,
    );
    const svg = plotSvg({ ...file, rows }, 'matrix');
    expect(texts(svg).filter((text) => text === '–')).toHaveLength(6);
  });
});
