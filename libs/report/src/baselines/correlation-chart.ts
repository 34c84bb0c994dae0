import { cell, text, type Data } from '@observablehq/plot';
import type { BaselinesFile, Correlations } from '@metasparse/baselines';
import { fixed, signed } from '../answer/format.js';
import { datasetTitle } from '../answer/names.js';
import { composeFigure } from '../charts/figure.js';
import { variable, type Colour } from '../charts/palette.js';
import { CHARACTER, draw, FONT_SIZE, type Panel } from '../charts/panel.js';
import { measureTitle } from './baseline-names.js';

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly fill: Colour;
  readonly ink: Colour;
}

const CELL = 44;
const CELL_HEIGHT = 26;
const EDGE = 6;
/** Shades of a sign; a correlation of 0 has the lightest. */
const POSITIVE = ['shade0', 'shade1', 'shade2', 'shade3', 'shade4', 'shade5', 'shade6'] as const;
const NEGATIVE = ['shade0', 'loss1', 'loss2', 'loss3'] as const;

/** The square of measures: Spearman's correlation of each two over the pairs of tasks, blue above 0 and orange below. */
export function correlationPanel(correlations: Correlations): Panel {
  const titles = correlations.measures.map(measureTitle);
  const cells = cellsOf(correlations);
  const names = CHARACTER * Math.max(...titles.map(({ length }) => length)) + 12;
  const place = { x: 'column', y: 'row' };
  const data: Data = [...cells];
  return draw('Spearman’s correlation over pairs of tasks', describe(correlations), {
    width: names + titles.length * CELL + EDGE,
    height: names + titles.length * CELL_HEIGHT + EDGE,
    marginTop: names,
    marginBottom: EDGE,
    marginRight: EDGE,
    marginLeft: names,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: titles, axis: 'top', tickSize: 0, tickRotate: -90, label: null, padding: 0.04 },
    y: { domain: titles, tickSize: 0, label: null, padding: 0.06 },
    marks: [
      cell(data, { ...place, fill: ({ fill }: Cell) => variable(fill), rx: 3 }),
      text(data, {
        ...place,
        text: ({ value }: Cell) => fixed(value, 2),
        fill: ({ ink }: Cell) => variable(ink),
      }),
    ],
  });
}

/** The correlations as an SVG file. */
export function correlationsSvg({ correlations, dataset, batches, batchSize, seeds }: BaselinesFile): string {
  const { rows, arrangements } = correlations;
  const pairs = String(rows[0]?.n ?? 0);
  return composeFigure({
    title: 'Do the measures order the pairs of tasks alike?',
    legend: [
      `${datasetTitle(dataset)} · ${String(batches)} batches of ${String(batchSize)} · ${String(seeds.length)} ${seeds.length === 1 ? 'seed' : 'seeds'} · ${pairs} pairs`,
      `blue: alike, orange: the other way round; – : no correlation can be computed`,
      `p values: correlations.tsv, over ${arrangements.exact ? 'all' : 'drawn'} ${String(arrangements.count)} relabellings of the tasks`,
    ],
    panels: [correlationPanel(correlations)],
    columns: 1,
  });
}

function cellsOf({ rows }: Correlations): readonly Cell[] {
  return rows.flatMap(({ a, b, spearman: { value } }) => {
    const [row, column] = [measureTitle(a), measureTitle(b)];
    const fill = shade(value);
    const content = { value, fill, ink: `on${fill}` as Colour };
    return [
      { row, column, ...content },
      { row: column, column: row, ...content },
    ];
  });
}

function shade(value: number | null): Colour {
  if (value === null) return 'shade0';
  const shades = value < 0 ? NEGATIVE : POSITIVE;
  return shades[Math.min(shades.length - 1, Math.floor(Math.abs(value) * shades.length))] ?? 'shade0';
}

function describe({ rows }: Correlations): string {
  return `${rows.map(({ a, b, spearman }) => `${measureTitle(a)} and ${measureTitle(b)} ${signed(spearman.value)}`).join('; ')}.`;
}
