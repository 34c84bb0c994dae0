import { describe, expect, it } from 'vitest';
import { similarityFixture } from '../similarity-fixture.js';
import { PLOT_KINDS, plotSvg } from './plot-svg.js';
import { svgToPng } from './svg-to-png.js';

function size(png: Uint8Array): readonly [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

describe('svg to png', () => {
  it.each(PLOT_KINDS)('renders %s at twice the size of the SVG', (kind) => {
    const svg = plotSvg(similarityFixture(), kind);
    const png = svgToPng(svg);
    const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(size(png)).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  it('takes another scale', () => {
    expect(size(svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"/>', 3))).toEqual([
      30, 15,
    ]);
  });

  it('draws text with the typeface it brings along', () => {
    const drawn = (text: string) =>
      svgToPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="Inter"><text y="15">${text}</text></svg>`,
      );
    expect(Buffer.compare(drawn('0.783'), drawn(''))).not.toBe(0);
    expect(Buffer.compare(drawn('0.783'), drawn('0.712'))).not.toBe(0);
  });

  it('gives the same bytes for the same picture', () => {
    const svg = plotSvg(similarityFixture(), 'bars');
    expect(Buffer.compare(svgToPng(svg), svgToPng(svg))).toBe(0);
  });
});
