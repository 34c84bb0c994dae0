import { line, rect, text, type Markish } from '@observablehq/plot';
import { percent } from '../answer/format.js';
import { layerGroups, type LayerGroup } from '../charts/layer-axis.js';
import type { LegendEntry } from '../charts/legends.js';
import { densityShade, variable, type Colour } from '../charts/palette.js';
import { draw, FONT_SIZE, type Panel } from '../charts/panel.js';
import { frame, grid, iterations } from './curve-chart.js';
import type { LayerMasks, MaskPoint, TrainingRun } from './training-run.js';

/** Columns of the heat map; of more updates, so many evenly chosen ones are shown. */
export const MOST_COLUMNS = 60;
/** Updates a line shows at most. */
const MOST_POINTS = 300;
const ROW = 8;
const WIDTH = 680;
const LABELLED = 2;

interface Run {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly shade: number;
}

export const DENSITY_LEGEND: readonly LegendEntry[] = [
  {
    mark: 'bar',
    text: 'stronger colour: denser; the strongest above 50 %, each paler one half of that, the palest below 1.6 %',
  },
];

export const CHANGE_LEGEND: readonly LegendEntry[] = [
  { mark: 'context', text: 'thin grey: weights dropped' },
  { mark: 'chance', text: 'dashed: wanted by the tasks together; without a bound all of it grows' },
  { mark: 'curve', text: 'blue: weights grown' },
];

/** Layers down, iterations across: how dense each layer is after each change of the masks. */
export function densityPanel({ masks, summary }: TrainingRun): Panel {
  const shown = evenly(masks, MOST_COLUMNS);
  const layers = masks[0]?.layers.map(({ layer }) => layer) ?? [];
  return draw('Density of each layer', describe(masks), {
    width: WIDTH,
    height: layers.length * ROW + 34,
    marginLeft: 74,
    marginRight: 14,
    marginTop: 6,
    marginBottom: 24,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: [0, Math.max(1, summary.iterations)] },
    y: { domain: [0, layers.length], reverse: true, axis: null },
    marks: [...heat(shown, layers.length, summary.iterations), ...groupLabels(layers), iterations()],
  });
}

/** Fraction kept of all masked weights, and how many weights each update drops, wants and grows. */
export function changePanels(run: TrainingRun): readonly Panel[] {
  const points = evenly(run.masks, MOST_POINTS).map((point) => ({
    iteration: point.iteration,
    density: share(point, 'kept'),
    dropped: share(point, 'dropped'),
    wanted: share(point, 'wanted'),
    grown: share(point, 'grown'),
  }));
  const highest = (...names: readonly ('density' | 'dropped' | 'wanted' | 'grown')[]) =>
    points.reduce((most, point) => Math.max(most, ...names.map((name) => point[name])), 0) * 1.08 || 1;
  const asPercent = (value: number) => (value === 0 ? '0' : percent(value));
  const curve = (y: string, stroke: Colour, dash = 'none', strokeWidth = 1.75): Markish =>
    line([...points], { x: 'iteration', y, stroke: variable(stroke), strokeWidth, strokeDasharray: dash });
  const panel = (title: string, label: string, top: number, marks: readonly Markish[]): Panel => {
    const size = frame(run, [0, top]);
    return draw(title, label, {
      ...size,
      y: { ...size.y, tickFormat: asPercent },
      marks: [grid(), ...marks, iterations()],
    });
  };
  return [
    panel('Density of all masked layers', describe(run.masks), highest('density'), [
      curve('density', 'accent'),
    ]),
    panel('Changed in an update', describeChange(run.masks), highest('dropped', 'wanted', 'grown'), [
      curve('wanted', 'chance', '5 3', 1.5),
      curve('grown', 'accent'),
      curve('dropped', 'context', 'none', 1),
    ]),
  ];
}

/** Weights of one kind over all weights of the masked layers. */
export function share({ layers }: MaskPoint, kind: keyof Omit<LayerMasks, 'layer'>): number {
  const sum = (name: typeof kind) => layers.reduce((total, layer) => total + layer[name], 0);
  return sum(kind) / Math.max(1, sum('weights'));
}

/** Up to `most` points, first and last among them. */
export function evenly<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  const at = (i: number) => points.at(Math.round((i * (points.length - 1)) / (most - 1)));
  return Array.from({ length: most }, (_, i) => at(i)).filter((point) => point !== undefined);
}

function heat(masks: readonly MaskPoint[], rows: number, end: number): Markish[] {
  const runs = Array.from({ length: rows }, (_, row) => runsOf(masks, row, end)).flat();
  return [
    rect(runs, {
      x1: 'from',
      x2: 'to',
      y1: 'row',
      y2: ({ row }: Run) => row + 1,
      insetTop: 0.5,
      insetBottom: 0.5,
      fill: ({ shade }: Run) => variable(`shade${String(shade)}` as Colour),
    }),
  ];
}

/** Neighbouring columns of one shade make one rectangle. */
function runsOf(masks: readonly MaskPoint[], row: number, end: number): readonly Run[] {
  const runs: Run[] = [];
  masks.forEach(({ iteration, layers }, column) => {
    const { kept = 0, weights = 1 } = layers[row] ?? {};
    const shade = densityShade(kept / weights);
    const to = masks[column + 1]?.iteration ?? Math.max(end, iteration);
    const last = runs.at(-1);
    if (last?.shade === shade) runs[runs.length - 1] = { ...last, to };
    else runs.push({ row, from: iteration, to, shade });
  });
  return runs;
}

function groupLabels(layers: readonly string[]): Markish[] {
  const groups = layerGroups(layers.map(groupName)).filter(({ from, to }) => to - from + 1 >= LABELLED);
  return [
    text(groups, {
      y: ({ from, to }: LayerGroup) => (from + to + 1) / 2,
      text: 'label',
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -8,
      fill: variable('muted'),
    }),
  ];
}

/** Layers of a head are one group: `task1_fc1_c0.conv2` belongs to `head 1`. */
function groupName(layer: string): string {
  const head = /^task(\d+)_/.exec(layer)?.[1];
  return head === undefined ? layer : `head ${head}`;
}

function describe(masks: readonly MaskPoint[]): string {
  const [first, last] = [masks[0], masks.at(-1)];
  if (first === undefined || last === undefined) return 'Density: no mask changed, 0 updates.';
  return `Density of ${String(first.layers.length)} layers together: ${percent(share(first, 'kept'))} at first, ${percent(share(last, 'kept'))} after the last of ${String(masks.length)} changes.`;
}

function describeChange(masks: readonly MaskPoint[]): string {
  const most = (kind: 'dropped' | 'wanted' | 'grown') =>
    percent(masks.reduce((highest, point) => Math.max(highest, share(point, kind)), 0));
  return `Changed in one update, at most: ${most('dropped')} of the weights dropped, ${most('wanted')} wanted, ${most('grown')} grown.`;
}
