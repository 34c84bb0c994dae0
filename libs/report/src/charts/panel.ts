import { plot, type PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** One small picture with its own axes; figures and pages lay several of them out. */
export interface Panel {
  readonly title: string;
  /** The picture in words, for those who do not see it. */
  readonly label: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** SVG without its outer element; colours are CSS variables. */
  readonly body: string;
}

/** Width that stays readable on a phone without scaling. */
export const PANEL_WIDTH = 300;
export const FONT_SIZE = 11;
/** Axis text, and how wide one of its characters is at most. */
export const CHARACTER = 6.1;

const { document } = parseHTML('<!doctype html><html lang="en"><body></body></html>');
const NUMERIC = ['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'cx', 'cy', 'r', 'transform'];
const DROPPED = ['aria-label', 'aria-hidden', 'font-variant'];

/** Draws with Observable Plot on a DOM shim and keeps what a picture needs: no style element, no ids, short numbers. */
export function draw(title: string, label: string, options: PlotOptions): Panel {
  const svg = plot({ width: PANEL_WIDTH, ...options, document });
  for (const style of [...svg.querySelectorAll('style')]) {
    style.remove();
  }
  for (const group of [...svg.querySelectorAll('g')]) {
    joinDots(group);
  }
  for (const element of [...svg.querySelectorAll('*')]) {
    shorten(element);
  }
  return {
    title,
    label,
    width: Number(svg.getAttribute('width')),
    height: Number(svg.getAttribute('height')),
    body: svg.innerHTML,
  };
}

function shorten(element: Element): void {
  for (const name of NUMERIC) {
    const value = element.getAttribute(name);
    if (value !== null && !value.endsWith('em')) {
      element.setAttribute(name, value.replace(/-?\d+\.\d+/g, oneDecimal));
    }
  }
  for (const name of DROPPED) {
    element.removeAttribute(name);
  }
}

function oneDecimal(number: string): string {
  return String(Math.round(Number(number) * 10) / 10);
}

/** Filled circles of one size become one path of round line ends: a tenth of the characters. */
function joinDots(group: Element): void {
  const circles = [...group.children];
  const r = Number(circles[0]?.getAttribute('r'));
  if (
    group.getAttribute('fill') === null ||
    group.getAttribute('stroke') !== null ||
    !circles.every(isDot(r))
  ) {
    return;
  }
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const at = (circle: Element, name: string) => oneDecimal(circle.getAttribute(name) ?? '0');
  path.setAttribute('d', circles.map((circle) => `M${at(circle, 'cx')},${at(circle, 'cy')}h0`).join(''));
  group.setAttribute('stroke', group.getAttribute('fill') ?? '');
  group.setAttribute('stroke-width', String(2 * r));
  group.setAttribute('stroke-linecap', 'round');
  group.removeAttribute('fill');
  group.replaceChildren(path);
}

function isDot(r: number): (element: Element) => boolean {
  return (element) =>
    element.localName === 'circle' &&
    element.attributes.length === 3 &&
    Number(element.getAttribute('r')) === r;
}
