import type { SheetRow } from './contact-sheet.js';
import type { Picture } from './render-map.js';
import { viridis } from './viridis.js';

/** Measures of the sheet, pixels. */
export const SHEET = {
  tile: 256,
  gap: 20,
  margin: 32,
  header: 84,
  caption: 26,
  below: 76,
  rowTitle: 26,
} as const;

/** Where a picture goes. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

const INK = '#1c1f24';
const MUTED = '#5d6470';
const FONT = 'DejaVu Sans, Helvetica, Arial, sans-serif';

/** The drawing under the pictures: titles, captions, colour scales, class legends; and where the pictures go. */
export function drawSheet(
  title: string,
  subtitle: string,
  rows: readonly SheetRow[],
): { readonly svg: string; readonly places: readonly Place[] } {
  const columns = Math.max(2, ...rows.map(({ pictures }) => pictures.length));
  const width = 2 * SHEET.margin + columns * SHEET.tile + (columns - 1) * SHEET.gap;
  const parts = [text(SHEET.margin, 46, title, 24, INK, 'bold'), text(SHEET.margin, 68, subtitle, 14, MUTED)];
  const places: Place[] = [];
  let top: number = SHEET.header;
  rows.forEach((row, r) => {
    const height = Math.max(1, Math.round((SHEET.tile * row.height) / row.width));
    parts.push(line(SHEET.margin, top + 4, width - SHEET.margin));
    parts.push(text(SHEET.margin, top + 26, shorten(row.id, Math.floor(width / 9)), 13, MUTED));
    const pictureTop = top + SHEET.rowTitle + SHEET.caption + 8;
    row.pictures.forEach((picture, column) => {
      const left = SHEET.margin + column * (SHEET.tile + SHEET.gap);
      parts.push(text(left, pictureTop - 9, picture.title, 14, INK, 'bold'));
      parts.push(drawBelow(picture, left, pictureTop + height + 8));
      places.push({ row: r, column, left, top: pictureTop, height });
    });
    top = pictureTop + height + SHEET.below + 12;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(top)}" font-family="${FONT}"><rect width="100%" height="100%" fill="#ffffff"/>${parts.join('')}</svg>`;
  return { svg, places };
}

function drawBelow({ scale, legend }: Picture, left: number, top: number): string {
  if (scale !== undefined) return drawScale(scale, left, top);
  return legend === undefined ? '' : drawLegend(legend, left, top);
}

function drawScale({ low, high }: { low: string; high: string }, left: number, top: number): string {
  const steps = 64;
  const step = SHEET.tile / steps;
  const bars = Array.from({ length: steps }, (_, i) => {
    const colour = viridis(i / (steps - 1)).join(',');
    return `<rect x="${String(left + i * step)}" y="${String(top)}" width="${String(step + 0.5)}" height="10" fill="rgb(${colour})"/>`;
  });
  const ends =
    text(left, top + 26, low, 12, INK) + text(left + SHEET.tile, top + 26, high, 12, INK, 'normal', 'end');
  return bars.join('') + ends;
}

function drawLegend(legend: NonNullable<Picture['legend']>, left: number, top: number): string {
  const columnWidth = SHEET.tile / 2;
  return legend
    .map(({ name, colour, share }, i) => {
      const x = left + (i % 2) * columnWidth;
      const y = top + Math.floor(i / 2) * 21;
      const swatch = `<rect x="${String(x)}" y="${String(y)}" width="12" height="12" rx="2" fill="rgb(${colour.join(',')})"/>`;
      const percent = share < 0.01 ? '<1' : String(Math.round(share * 100));
      return swatch + text(x + 18, y + 11, `${cut(name, 13)} ${percent} %`, 11, INK);
    })
    .join('');
}

function line(x1: number, y: number, x2: number): string {
  return `<rect x="${String(x1)}" y="${String(y)}" width="${String(x2 - x1)}" height="1" fill="#e3e5e9"/>`;
}

function text(
  x: number,
  y: number,
  value: string,
  size: number,
  fill: string,
  weight = 'normal',
  anchor = 'start',
): string {
  return `<text x="${String(x)}" y="${String(y)}" font-size="${String(size)}" fill="${fill}" font-weight="${weight}" text-anchor="${anchor}">${escapeXml(value)}</text>`;
}

/** Keeps both ends: the front names the folder, the back the file. */
function shorten(value: string, length: number): string {
  if (value.length <= length) return value;
  const back = Math.floor((length - 1) / 2);
  return `${value.slice(0, length - 1 - back)}…${value.slice(value.length - back)}`;
}

function cut(value: string, length: number): string {
  return value.length <= length ? value : `${value.slice(0, length - 1)}…`;
}

/** XML text; control characters, which XML forbids, become a replacement mark. */
function escapeXml(value: string): string {
  return value
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
