import { cell, text, type Data, type Markish } from '@observablehq/plot';
import { GAIN_MEASURES, type GainMeasure, type GainsFile } from '@metasparse/evidence';
import { shortTask } from '../answer/names.js';
import { composeFigure } from '../charts/figure.js';
import { variable, type Colour } from '../charts/palette.js';
import { CHARACTER, draw, FONT_SIZE, PANEL_WIDTH, type Panel } from '../charts/panel.js';
import { gainCells, gainText, MEASURE_TITLES, signedPercent, sized, type GainCell } from './gain-cells.js';

interface Square {
  readonly row: string;
  readonly column: string;
  readonly cell: GainCell;
  readonly fill: Colour;
  readonly ink: Colour;
}

const CELL = 44;
const NARROWEST = 58;
const EDGE = 4;
/** Shades on each side of 0. */
const STEPS = 3;
const GAINED: readonly Colour[] = ['shade1', 'shade3', 'shade5'];
const LOST: readonly Colour[] = ['loss1', 'loss2', 'loss3'];
const ON: Readonly<Partial<Record<Colour, Colour>>> = {
  shade1: 'onshade1',
  shade3: 'onshade3',
  shade5: 'onshade5',
  loss1: 'onloss1',
  loss2: 'onloss2',
  loss3: 'onloss3',
};

/** The heat maps as an SVG file: what the task of a row gains from that of a column. */
export function gainsSvg(gains: GainsFile): string {
  const { seeds, dataset } = gains;
  return composeFigure({
    title: `What tasks gain from being trained together, ${dataset}`,
    legend: [
      'percent of what the task reaches alone, positive is better; row: the task that gains, column: the task it is trained with',
      `mean ± standard deviation over ${String(seeds.length)} ${seeds.length === 1 ? 'seed' : 'seeds'}; blue gains, orange loses`,
    ],
    panels: gainPanels(gains),
    columns: 2,
  });
}

export function gainPanels(gains: GainsFile): Panel[] {
  return GAIN_MEASURES.map((measure) => gainPanel(gains, measure));
}

function gainPanel(gains: GainsFile, measure: GainMeasure): Panel {
  const cells = gainCells(gains, measure);
  const tasks = gains.tasks.map(shortTask);
  const names = CHARACTER * Math.max(...tasks.map(({ length }) => length));
  const marginLeft = 12 + names;
  const width = Math.max(PANEL_WIDTH, marginLeft + tasks.length * NARROWEST + EDGE);
  const upright = names > (width - marginLeft - EDGE) / tasks.length;
  const marginTop = upright ? 16 + names : 22;
  return draw(MEASURE_TITLES[measure], describe(measure, cells), {
    ...{ width, marginTop, marginLeft, marginBottom: EDGE, marginRight: EDGE },
    height: marginTop + tasks.length * CELL + EDGE,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: tasks, axis: 'top', tickSize: 0, tickRotate: upright ? -90 : 0, label: null, padding: 0.03 },
    y: { domain: tasks, tickSize: 0, label: null, padding: 0.05 },
    marks: marks(squares(cells)),
  });
}

function describe(measure: GainMeasure, cells: readonly GainCell[]): string {
  const words = cells.map((one) => `${one.helped} with ${one.by} ${gainText(one)} %`);
  return `${MEASURE_TITLES[measure]}: ${words.join('; ')}.`;
}

function squares(cells: readonly GainCell[]): Square[] {
  const most = Math.max(0, ...cells.map(({ percent }) => Math.abs(percent ?? 0)));
  return cells.map((one) => {
    const fill = gainColour(one.percent, most);
    return {
      row: shortTask(one.helped),
      column: shortTask(one.by),
      cell: one,
      ...{ fill, ink: ON[fill] ?? 'muted' },
    };
  });
}

/** Blue in three steps up to the largest gain or loss shown, orange for losses; grey without a number. */
function gainColour(percent: number | null, most: number): Colour {
  if (percent === null) return 'raised';
  const step = most === 0 ? 0 : Math.min(STEPS - 1, Math.floor((STEPS * Math.abs(percent)) / most));
  return (percent < 0 ? LOST : GAINED)[step] ?? 'raised';
}

function marks(squares: readonly Square[]): Markish[] {
  const data: Data = [...squares];
  const place = { x: 'column', y: 'row' };
  const ink = (square: Square): string => variable(square.ink);
  return [
    cell(data, { ...place, fill: ({ fill }: Square) => variable(fill), rx: 3 }),
    text(data, {
      ...place,
      text: ({ cell: one }: Square) => signedPercent(one.percent),
      ...{ fill: ink, fontSize: 13, fontWeight: 600, dy: -5 },
    }),
    text(data, {
      ...place,
      text: ({ cell: { deviation } }: Square) => (deviation === null ? '' : `± ${sized(deviation)}`),
      ...{ fill: ink, fontSize: 10, dy: 9 },
    }),
  ];
}
