import { axisX, axisY, dot, link, ruleY, text, type Data, type Markish } from '@observablehq/plot';
import type { Analysis, GainPoint, ValidationFile, ValidationRow } from '@metasparse/evidence';
import { shortTask } from '../answer/names.js';
import { composeFigure } from '../charts/figure.js';
import { variable } from '../charts/palette.js';
import { draw, FONT_SIZE, type Panel } from '../charts/panel.js';
import { configurationTitle, number } from './wording.js';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Configurations that are drawn, the best. */
const DRAWN = 4;
const WIDTH = 420;
const HEIGHT = 300;

/** Similarity against gain for the best configurations, as an SVG file. */
export function scatterSvg(file: ValidationFile): string {
  return composeFigure({
    title: 'Does similarity predict what training together gives?',
    legend: [
      'a dot a pair of tasks: mean over seeds, with one standard deviation in both directions',
      'the configurations with the highest Spearman; p by permutation, in brackets corrected for all that were tried',
    ],
    panels: file.analyses.flatMap(scatterPanels),
    columns: 2,
  });
}

export function scatterPanels(analysis: Analysis): Panel[] {
  return analysis.rows
    .filter(({ statistics }) => statistics.spearman.value !== null)
    .slice(0, DRAWN)
    .map((row) => scatterPanel(analysis, row));
}

function scatterPanel({ gains, points }: Analysis, row: ValidationRow): Panel {
  const drawn = points.map((point, i) => pointOf(point, row, i, gains));
  const { spearman } = row.statistics;
  const { p, corrected } = spearman.p.tasks ?? spearman.p.pairs ?? { p: null, corrected: null };
  const title = configurationTitle(row);
  const found = `rho ${number(spearman.value)}, p ${number(p, 3)} (${number(corrected, 3)})`;
  const words = drawn.map(
    ({ label, x, y }) => `${label}: similarity ${number(x, 3)}, gain ${number(y, 1)} %`,
  );
  return draw(`${title}: ${found}`, `${title}, ${found}. ${words.join('; ')}.`, {
    ...{ width: WIDTH, height: HEIGHT, marginLeft: 48, marginRight: 24, marginBottom: 40, marginTop: 20 },
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: domainOf(drawn.flatMap(({ left, right }) => [left, right])) },
    y: { domain: domainOf([0, ...drawn.flatMap(({ low, high }) => [low, high])]) },
    marks: marks(drawn),
  });
}

function pointOf(point: GainPoint, row: ValidationRow, i: number, gains: Analysis['gains']): Point {
  const [x, y] = [row.similarity[i] ?? NaN, 100 * point.gain];
  const across = row.similarityDeviation[i] ?? 0;
  const along = 100 * (point.deviation ?? 0);
  const label = point.pair.map(shortTask).join(gains === 'directed' ? ' → ' : '+');
  return { x, y, label, left: x - across, right: x + across, low: y - along, high: y + along };
}

function domainOf(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const edge = 0.08 * (most - least || Math.abs(most) || 1);
  return [least - edge, most + edge];
}

function marks(points: readonly Point[]): Markish[] {
  const data: Data = [...points];
  const error = { stroke: variable('bar'), strokeWidth: 1.5 };
  return [
    ruleY([0], { stroke: variable('context'), strokeDasharray: '3 2' }),
    axisX({ label: 'similarity', tickSize: 0, ticks: 5, labelAnchor: 'center', labelArrow: 'none' }),
    axisY({ label: 'gain, %', tickSize: 0, ticks: 5, labelArrow: 'none' }),
    link(data, { x1: 'left', x2: 'right', y1: 'y', y2: 'y', ...error }),
    link(data, { x1: 'x', x2: 'x', y1: 'low', y2: 'high', ...error }),
    dot(points, {
      x: 'x',
      y: 'y',
      r: 3.5,
      stroke: variable('accent'),
      strokeWidth: 1.5,
      fill: variable('paper'),
    }),
    text(data, {
      ...{ x: 'x', y: 'y', text: 'label', textAnchor: 'start', dx: 6, dy: -7, fontSize: 10 },
      ...{ fill: variable('ink'), stroke: variable('paper'), strokeWidth: 3, paintOrder: 'stroke' },
    }),
  ];
}
