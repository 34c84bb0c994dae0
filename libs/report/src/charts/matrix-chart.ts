import { cell, text, type Data, type Markish } from '@observablehq/plot';
import type { Metric, SimilarityFile, Weighting } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { METRIC_WORDS, shortTask } from '../answer/names.js';
import { findRow, finite, isNumber, pairsOf, type Sparsity } from '../answer/row-index.js';
import { shadeOf, variable, type Colour } from './palette.js';
import { CHARACTER, draw, FONT_SIZE, PANEL_WIDTH, type Panel } from './panel.js';

/** Two different tasks in one cell of the square. */
interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly std: number | null;
  readonly shade: number;
}

const CELL = 44;
/** A value with its spread fits; squares of more tasks are wider than a panel. */
const NARROWEST = 48;
const EDGE = 4;

/** The square of tasks under one metric: values and spread in the cells, darker where more alike. */
export function matrixPanel(
  file: SimilarityFile,
  metric: Metric,
  weighting: Weighting,
  sparsity: Sparsity,
): Panel {
  const cells = cellsOf(file, metric, weighting, sparsity);
  const tasks = file.tasks.map(shortTask);
  const title = METRIC_WORDS[metric].title;
  const names = CHARACTER * Math.max(...tasks.map(({ length }) => length));
  const marginLeft = 12 + names;
  const width = Math.max(PANEL_WIDTH, marginLeft + tasks.length * NARROWEST + EDGE);
  const upright = names > (width - marginLeft - EDGE) / tasks.length;
  const marginTop = upright ? 16 + names : 22;
  return draw(title, describe(title, cells), {
    width,
    height: marginTop + tasks.length * CELL + EDGE,
    marginTop,
    marginBottom: EDGE,
    marginRight: EDGE,
    marginLeft,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: tasks, axis: 'top', tickSize: 0, tickRotate: upright ? -90 : 0, label: null, padding: 0.03 },
    y: { domain: tasks, tickSize: 0, label: null, padding: 0.05 },
    marks: marks(cells, tasks),
  });
}

function marks(cells: readonly Cell[], tasks: readonly string[]): Markish[] {
  const data: Data = [...cells];
  const place = { x: 'column', y: 'row' };
  const onShade = ({ shade }: Cell) => variable(`onshade${String(shade)}` as Colour);
  return [
    text(tasks, {
      x: (task: string) => task,
      y: (task: string) => task,
      text: () => '1',
      fill: variable('muted'),
    }),
    cell(data, { ...place, fill: ({ shade }: Cell) => variable(`shade${String(shade)}` as Colour), rx: 3 }),
    text(data, {
      ...place,
      text: ({ value }: Cell) => fixed(value),
      fill: onShade,
      fontSize: 13,
      fontWeight: 600,
      dy: -5,
    }),
    text(data, {
      ...place,
      text: ({ std }: Cell) => (std === null ? '' : `± ${fixed(std)}`),
      fill: onShade,
      fontSize: 10,
      dy: 9,
    }),
  ];
}

function cellsOf(
  file: SimilarityFile,
  metric: Metric,
  weighting: Weighting,
  sparsity: Sparsity,
): readonly Cell[] {
  const [lowest, highest] = shadeRange(file, metric, sparsity);
  return pairsOf(file).flatMap((pair) => {
    const row = findRow(file, pair, metric, weighting, sparsity);
    const value = finite(row?.value);
    const shade = value === null ? 0 : shadeOf(value, lowest, highest);
    const [a, b] = [shortTask(pair[0]), shortTask(pair[1])];
    const content = { value, std: finite(row?.std), shade };
    return [
      { row: a, column: b, ...content },
      { row: b, column: a, ...content },
    ];
  });
}

/** Lowest and highest value of a metric at one sparsity under any weighting: the ends of its shades. */
export function shadeRange(
  file: SimilarityFile,
  metric: Metric,
  sparsity: Sparsity,
): readonly [number, number] {
  const values = file.rows
    .filter((row) => row.metric === metric && row.sparsity === sparsity)
    .map(({ value }) => value)
    .filter(isNumber);
  return values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
}

function describe(title: string, cells: readonly Cell[]): string {
  const once = cells.filter((_, i) => i % 2 === 0);
  return `${title}: ${once.map(({ row, column, value }) => `${row} and ${column} ${fixed(value)}`).join('; ')}.`;
}
