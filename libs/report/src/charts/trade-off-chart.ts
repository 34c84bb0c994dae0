import { axisX, axisY, dot, gridY, line, ruleX, text, type Data, type Markish } from '@observablehq/plot';
import type { GroupsFile } from '@metasparse/grouping';
import { grouped, percent } from '../answer/format.js';
import { listed, shortTask } from '../answer/names.js';
import { composeFigure } from './figure.js';
import { variable, type Colour } from './palette.js';
import { draw, FONT_SIZE, type Panel } from './panel.js';

interface Point {
  readonly cost: number;
  readonly value: number;
  readonly label: string;
}

const WIDTH = 720;
const HEIGHT = 300;
/** Sets whose networks are written out; more would be a table, which groups.json is. */
const NAMED = 16;
/** Characters over the picture's width. */
const LINE_LENGTH = 120;

/**
 * What each budget buys, as an SVG file: the best value against the cost, a numbered dot for each set that is the best one at some
 * budget, the budget that was asked for, and what all in one and each by itself give.
 */
export function groupsSvg(file: GroupsFile): string {
  const { objective, budget, certainty, sets, proof } = file;
  const [best] = sets;
  const sure =
    certainty === null
      ? 'one value for each number: how sure the choice is cannot be said'
      : `chosen in ${percent(certainty.same)} of ${String(certainty.draws)} draws (${certainty.from})`;
  return composeFigure({
    title: `The best networks within a budget of ${amount(budget.limit)} ${budget.unit}`,
    legend: [
      `chosen: ${namesOf(best?.networks.map(({ tasks }) => tasks) ?? [])}`,
      `${objective.name}; ${objective.better} is better; ${proof.optimal ? 'proven to be the best' : 'the best found'}; ${sure}`,
      ...file.tradeOff.slice(0, NAMED).map((row, i) => `${String(i + 1)}: ${namesOf(row.networks)}`),
      ...(file.tradeOff.length > NAMED ? [`and ${String(file.tradeOff.length - NAMED)} more`] : []),
    ].flatMap(wrapped),
    panels: [panel(file)],
    columns: 1,
  });
}

function panel(file: GroupsFile): Panel {
  const { tradeOff, budget } = file;
  const points = tradeOff.map(({ cost, value }, i): Point => ({ cost, value, label: String(i + 1) }));
  const described = tradeOff.map(
    (row) => `${amount(row.cost)}: ${row.value.toPrecision(4)}, ${namesOf(row.networks)}`,
  );
  const label = `Best value against cost in ${budget.unit}. ${described.join('; ')}.`;
  return draw('What each budget buys', label, {
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 64,
    marginRight: 96,
    marginTop: 24,
    marginBottom: 42,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: costDomain(file) },
    y: { domain: valueDomain(file), reverse: false },
    marks: [...axes(file), ...budgetMarks(file), ...referenceMarks(file), ...curveMarks(file, points)],
  });
}

function axes({ budget, objective: { better }, tradeOff }: GroupsFile): Markish[] {
  const whole = budget.kind === 'networks' ? { ticks: tradeOff.map(({ cost }) => cost) } : { ticks: 6 };
  return [
    gridY({ stroke: variable('hairline'), strokeOpacity: 1, ticks: 5 }),
    axisX({
      label: budget.unit,
      tickSize: 0,
      ...whole,
      tickFormat: amount,
      labelAnchor: 'center',
      labelArrow: 'none',
    }),
    axisY({
      label: better === 'lower' ? 'less is better' : 'more is better',
      tickSize: 0,
      ticks: 5,
      labelArrow: 'none',
    }),
  ];
}

/** The step line reaches to the right edge: more budget than the last set costs buys nothing. */
function curveMarks(file: GroupsFile, points: readonly Point[]): Markish[] {
  const chosen = file.sets[0]?.cost;
  const last = points.at(-1);
  const end = last === undefined ? [] : [{ ...last, cost: costDomain(file)[1] }];
  const data: Data = [...points];
  return [
    line([...points, ...end], {
      x: 'cost',
      y: 'value',
      curve: 'step-after',
      stroke: variable('accent'),
      strokeWidth: 1.5,
    }),
    dot(points, {
      x: 'cost',
      y: 'value',
      r: 5,
      stroke: variable('accent'),
      strokeWidth: 1.5,
      fill: ({ cost, value }: Point) =>
        cost === chosen && value === file.sets[0]?.value ? variable('accent') : variable('paper'),
    }),
    text(data, {
      x: 'cost',
      y: 'value',
      text: 'label',
      dy: 14 * freeSide(file),
      fontWeight: 600,
      ...halo('ink'),
    }),
  ];
}

function budgetMarks({ budget }: GroupsFile): Markish[] {
  if (!Number.isFinite(budget.limit)) return [];
  const data: Data = [{ cost: budget.limit }];
  return [
    ruleX(data, { x: 'cost', stroke: variable('chance'), strokeDasharray: '3 2' }),
    text(data, { x: 'cost', text: () => 'budget', frameAnchor: 'top', dy: -12, fill: variable('chance') }),
  ];
}

function referenceMarks(file: GroupsFile): Markish[] {
  const { references } = file;
  const data: Data = [...references];
  return [
    dot(references, {
      x: 'cost',
      y: 'value',
      symbol: 'diamond',
      r: 4,
      stroke: variable('context'),
      fill: variable('paper'),
    }),
    text(data, {
      x: 'cost',
      y: 'value',
      text: 'name',
      textAnchor: 'start',
      dx: 9,
      dy: -10 * freeSide(file),
      ...halo('muted'),
    }),
  ];
}

/** Where the step line leaves room for text beside a dot: 1 below, -1 above. */
function freeSide({ objective }: GroupsFile): 1 | -1 {
  return objective.better === 'lower' ? 1 : -1;
}

function halo(fill: Colour): { fill: string; stroke: string; strokeWidth: number; paintOrder: string } {
  return { fill: variable(fill), stroke: variable('paper'), strokeWidth: 3, paintOrder: 'stroke' };
}

function costDomain({ tradeOff, references, budget }: GroupsFile): [number, number] {
  const costs = [...tradeOff, ...references].map(({ cost }) => cost);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const shown = Number.isFinite(budget.limit) ? Math.min(Math.max(most, budget.limit), 2 * most) : most;
  const edge = 0.06 * (shown - least || 1);
  return [least - edge, shown + edge];
}

function valueDomain({ tradeOff, references }: GroupsFile): [number, number] {
  const values = [...tradeOff, ...references].map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const edge = 0.1 * (most - least || Math.abs(most) || 1);
  return [least - edge, most + edge];
}

function namesOf(networks: readonly (readonly string[])[]): string {
  return listed(networks.map((tasks) => tasks.map(shortTask).join('+')));
}

/** Lines that fit over the picture, broken between words; the later ones set in. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > LINE_LENGTH)
      lines.push(last === undefined ? word : `\u2003${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** `3`, `12.5`, `1 234 567`, `4.32 G`. */
function amount(value: number): string {
  if (!Number.isFinite(value)) return 'unlimited';
  const [factor, prefix] = value >= 1e9 ? [1e9, ' G'] : value >= 1e6 ? [1e6, ' M'] : [1, ''];
  const scaled = value / factor;
  return Number.isInteger(scaled) ? `${grouped(scaled)}${prefix}` : `${scaled.toPrecision(3)}${prefix}`;
}
