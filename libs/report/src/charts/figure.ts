import { escapeXml } from '../page/escape-xml.js';
import { inLight, PALETTE, variable } from './palette.js';
import { FONT_SIZE, type Panel } from './panel.js';

export interface Figure {
  readonly title: string;
  /** What the marks mean, one line each. */
  readonly legend: readonly string[];
  readonly panels: readonly Panel[];
  readonly columns: number;
}

export const FONTS = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";
const EDGE = 20;
const GUTTER = 26;
const PANEL_TITLE = 24;
const LINE = 16;

/**
 * One SVG file from panels laid out in columns. Colours are written out in light, so that every program draws them;
 * a browser in dark mode changes them by a style rule.
 */
export function composeFigure(figure: Figure): string {
  const { panels, columns } = figure;
  const widths = Math.max(...panels.map(({ width }) => width));
  const heights = Math.max(...panels.map(({ height }) => height)) + PANEL_TITLE;
  const across = Math.min(columns, panels.length);
  const down = Math.ceil(panels.length / across);
  const top = EDGE + 22 + figure.legend.length * LINE + 14;
  const width = 2 * EDGE + across * widths + (across - 1) * GUTTER;
  const height = top + down * heights + (down - 1) * GUTTER + EDGE;
  const placed = panels.map((panel, i) => {
    const x = EDGE + (i % across) * (widths + GUTTER);
    const y = top + Math.floor(i / across) * (heights + GUTTER);
    return place(panel, x, y);
  });
  return inLight(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" font-family="${FONTS}" font-size="${String(FONT_SIZE)}" fill="${variable('ink')}">` +
      `<title>${escapeXml(figure.title)}</title><desc>${escapeXml(panels.map(({ label }) => label).join(' '))}</desc>` +
      `<style>${darkRules()}</style>` +
      `<rect width="100%" height="100%" fill="${variable('paper')}"/>` +
      heading(figure) +
      `${placed.join('')}</svg>`,
  );
}

function heading({ title, legend }: Figure): string {
  const lines = legend.map(
    (line, i) =>
      `<text x="${String(EDGE)}" y="${String(EDGE + 30 + i * LINE)}" fill="${variable('muted')}">${escapeXml(line)}</text>`,
  );
  return `<text x="${String(EDGE)}" y="${String(EDGE + 12)}" font-size="16" font-weight="600">${escapeXml(title)}</text>${lines.join('')}`;
}

function place({ title, width, height, body }: Panel, x: number, y: number): string {
  return (
    `<g transform="translate(${String(x)},${String(y)})"><text y="12" font-size="12.5" font-weight="600">${escapeXml(title)}</text>` +
    `<svg y="${String(PANEL_TITLE)}" width="${String(width)}" height="${String(height)}" text-anchor="middle" color="${variable('ink')}">${body}</svg></g>`
  );
}

/** An attribute selector beats the attribute it selects. */
function darkRules(): string {
  const rules = Object.values(PALETTE).map(
    ({ light, dark }) =>
      `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}[color="${light}"]{color:${dark}}`,
  );
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}
