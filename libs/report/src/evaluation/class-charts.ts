import { barX, gridX, rect, text, type Markish } from '@observablehq/plot';
import { fixed, percent } from '../answer/format.js';
import { densityShade, variable, type Colour } from '../charts/palette.js';
import { CHARACTER, draw, FONT_SIZE, type Panel } from '../charts/panel.js';
import { UNIT_TICKS } from '../charts/layer-marks.js';
import type { ClassIoU } from './evaluation-file.js';

const CELL = 14;
const BAR = 17;
/** A cell of less is left empty. */
const SEEN = 0.005;
/** Longest class name a picture shows whole. */
const LONGEST = 16;

/** Pixels of each label (row) that got each prediction (column). */
export type Counts = ArrayLike<number>;

/** Rows are labels, columns predictions; stronger where more of the label's pixels got the prediction. */
export function confusionPanel(classes: readonly ClassIoU[], counts: Counts): Panel {
  const size = classes.length;
  const names = classes.map(({ name }) => shortName(name));
  const room = 14 + CHARACTER * Math.max(...names.map(({ length }) => length));
  const cells = classes.flatMap(({ labelled }, row) =>
    names
      .map((_, column) => ({
        row,
        column,
        share: (counts[row * size + column] ?? 0) / Math.max(1, labelled),
      }))
      .filter(({ share }) => share >= SEEN),
  );
  return draw('Confusion of classes', describe(classes), {
    width: room + size * CELL + 70,
    height: room + size * CELL + 8,
    marginLeft: room,
    marginTop: room,
    marginRight: 70,
    marginBottom: 8,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: [0, size], axis: null },
    y: { domain: [0, size], reverse: true, axis: null },
    marks: confusionMarks(names, cells),
  });
}

function confusionMarks(names: readonly string[], cells: readonly Cell[]): Markish[] {
  return [
    rect([{}], {
      x1: 0,
      x2: names.length,
      y1: 0,
      y2: names.length,
      stroke: variable('hairline'),
      fill: 'none',
    }),
    rect([...cells], {
      x1: 'column',
      x2: ({ column }: Cell) => column + 1,
      y1: 'row',
      y2: ({ row }: Cell) => row + 1,
      inset: 0.5,
      fill: ({ share }: Cell) => variable(`shade${String(densityShade(share))}` as Colour),
    }),
    text([...names], {
      y: (_: string, i: number) => i + 0.5,
      text: (name: string) => name,
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -6,
    }),
    text([...names], {
      x: (_: string, i: number) => i + 0.5,
      text: (name: string) => name,
      frameAnchor: 'top',
      textAnchor: 'start',
      rotate: -60,
      dy: -6,
    }),
  ];
}

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly share: number;
}

/** A bar for each class, in the order of the classes; without a number where it is in neither label nor prediction. */
export function classPanel(classes: readonly ClassIoU[]): Panel {
  const pixels = classes.reduce((sum, { labelled }) => sum + labelled, 0);
  const bars = classes.map(({ name, index, iou, labelled }) => ({
    key: String(index),
    name: shortName(name),
    iou: iou ?? NaN,
    note: `${fixed(iou)} · ${percent(labelled / Math.max(1, pixels))}`,
  }));
  const names = new Map(bars.map(({ key, name }) => [key, name]));
  return draw('IoU of each class', describe(classes), {
    width: 420,
    height: classes.length * BAR + 30,
    marginTop: 4,
    marginBottom: 24,
    marginRight: 100,
    marginLeft: 14 + CHARACTER * Math.max(...bars.map(({ name }) => name.length)),
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: [0, 1], ticks: UNIT_TICKS, tickSize: 0, tickFormat: String, label: null },
    y: {
      domain: bars.map(({ key }) => key),
      tickFormat: (key: string) => names.get(key) ?? key,
      tickSize: 0,
      label: null,
      padding: 0.3,
    },
    marks: [
      gridX(UNIT_TICKS, { stroke: variable('hairline'), strokeOpacity: 1 }),
      barX(bars, { x: 'iou', y: 'key', fill: variable('bar') }),
      text(bars, { y: 'key', text: 'note', frameAnchor: 'right', textAnchor: 'start', dx: 8 }),
    ],
  });
}

function shortName(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}…`;
}

function describe(classes: readonly ClassIoU[]): string {
  const known = classes.filter(({ iou }) => iou !== null).sort((a, b) => (b.iou ?? 0) - (a.iou ?? 0));
  const [best, worst] = [known[0], known.at(-1)];
  if (best === undefined || worst === undefined)
    return `${String(classes.length)} classes, none with a number.`;
  return `${String(known.length)} of ${String(classes.length)} classes have a number: best ${best.name} with IoU ${fixed(best.iou)}, least ${worst.name} with ${fixed(worst.iou)}.`;
}
