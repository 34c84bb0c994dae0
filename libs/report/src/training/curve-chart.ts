import {
  axisX,
  dot,
  gridY,
  line,
  ruleX,
  type Data,
  type Markish,
  type PlotOptions,
} from '@observablehq/plot';
import { fixed } from '../answer/format.js';
import { taskTitle } from '../answer/names.js';
import type { LegendEntry } from '../charts/legends.js';
import { variable } from '../charts/palette.js';
import { draw, FONT_SIZE, type Panel } from '../charts/panel.js';
import {
  lossCurve,
  quantile,
  sampled,
  smoothed,
  smoothing,
  STRETCHES,
  thinned,
  type CurvePoint,
  type LossChoice,
} from './curve.js';
import type { TrainingCurves } from './training-run.js';

/** Rings are drawn for at most so many test losses; more are a line only. */
const MOST_RINGS = 30;
/** Fraction of the training losses at either end that may lie beyond the frame. */
const TAIL = 0.005;
const TICKS = 4;

/** What one panel draws. */
interface Curves {
  readonly raw: readonly CurvePoint[];
  readonly mean: readonly CurvePoint[];
  readonly test: readonly CurvePoint[];
}

/** A panel for each task's loss, one for the total where there are several tasks, one for the learning rate. */
export function curvePanels(run: TrainingCurves): readonly Panel[] {
  const { tasks } = run.summary;
  const choices: readonly LossChoice[] = tasks.length > 1 ? [...tasks, 'total'] : tasks;
  return [...choices.map((choice) => lossPanel(run, choice)), ratePanel(run)];
}

/** What the marks of the panels mean, with the formula of the smoothed line. */
export function curveLegend({ train, test, summary }: TrainingCurves): readonly LegendEntry[] {
  const thin =
    train.length > 2 * STRETCHES ? `, ${String(STRETCHES)} stretches with their lowest and highest` : '';
  const beta = smoothing(train.length);
  const mean = `smoothed: s = β s + (1 − β) loss, over 1 − βᵗ, β = ${String(Number(beta.toFixed(5)))}`;
  return [
    { mark: 'context', text: `thin: training loss of single batches${thin}` },
    { mark: 'curve', text: mean },
    ...(test.length > 0 ? [{ mark: 'ring', text: 'dark: test loss, evaluation mode' } as const] : []),
    ...(summary.test.best === null
      ? []
      : [{ mark: 'chance', text: 'dashed: lowest total test loss, the net of best.safetensors' } as const]),
  ];
}

function lossPanel(run: TrainingCurves, choice: LossChoice): Panel {
  const all = lossCurve(run.train, choice);
  const mean = smoothed(all, smoothing(run.train.length));
  const test = lossCurve(run.test, choice);
  const title = choice === 'total' ? 'Total loss' : `Loss of ${taskTitle(choice)}`;
  const domain = range(all, [...mean, ...test]);
  const curves = { raw: within(thinned(all), domain), mean: sampled(mean), test: thinned(test) };
  return draw(title, describe(title, mean, test), {
    ...frame(run, domain),
    marks: [grid(), bestRule(run), ...lossMarks(curves), iterations()],
  });
}

function lossMarks({ raw, mean, test }: Curves): Markish[] {
  const along = { x: 'iteration', y: 'value' };
  const rings = test.length <= MOST_RINGS ? test : [];
  return [
    line([...raw], { ...along, stroke: variable('context'), strokeWidth: 0.6, strokeOpacity: 0.75 }),
    line([...mean], { ...along, stroke: variable('accent'), strokeWidth: 1.9 }),
    line([...test], { ...along, stroke: variable('ink'), strokeWidth: 1.1 }),
    dot([...rings], { ...along, r: 2.2, stroke: variable('ink'), strokeWidth: 1, fill: variable('paper') }),
  ];
}

function ratePanel(run: TrainingCurves): Panel {
  const points = run.train.map(({ iteration, learningRate }) => ({ iteration, value: learningRate }));
  const rates = points.map(({ value }) => value);
  const highest = rates.reduce((a, b) => Math.max(a, b), 0);
  const label = `Learning rate: from ${shortNumber(rates[0] ?? 0)} to ${shortNumber(rates.at(-1) ?? 0)}.`;
  const rateFrame = frame(run, [0, highest === 0 ? 1 : highest * 1.05]);
  return draw('Learning rate', label, {
    ...rateFrame,
    y: { ...rateFrame.y, tickFormat: (value: number) => (value === 0 ? '0' : value.toExponential()) },
    marks: [
      grid(),
      line([...thinned(points)], {
        x: 'iteration',
        y: 'value',
        stroke: variable('accent'),
        strokeWidth: 1.75,
      }),
      iterations(),
    ],
  });
}

function bestRule({ summary }: TrainingCurves): Markish {
  const data: Data = summary.test.best === null ? [] : [summary.test.best.iteration];
  return ruleX(data, { stroke: variable('chance'), strokeWidth: 1.5, strokeDasharray: '5 3' });
}

/** Lines across at the ticks of the loss. */
export function grid(): Markish {
  return gridY({ ticks: TICKS, stroke: variable('hairline'), strokeOpacity: 1 });
}

/** The axis of iterations. */
export function iterations(): Markish {
  return axisX({ ticks: TICKS, tickSize: 0, label: null, tickFormat: shortIteration });
}

/** Iterations across; the domain up. */
export function frame(
  { summary }: Pick<TrainingCurves, 'summary'>,
  domain: readonly [number, number],
): PlotOptions {
  return {
    height: 190,
    marginLeft: 44,
    marginRight: 14,
    marginTop: 10,
    marginBottom: 24,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: [0, Math.max(1, summary.iterations)] },
    y: { domain: [...domain], ticks: TICKS, tickSize: 0, tickFormat: shortNumber, label: null },
  };
}

/** Room for all of `whole` and for the training losses without their tails. */
function range(raw: readonly CurvePoint[], whole: readonly CurvePoint[]): readonly [number, number] {
  const values = [quantile(raw, TAIL), quantile(raw, 1 - TAIL), ...whole.map(({ value }) => value)].filter(
    (value) => Number.isFinite(value),
  );
  if (values.length === 0) return [0, 1];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const room = (high - low || Math.abs(high) || 1) * 0.05;
  return [low - room, high + room];
}

/** Points beyond the frame are drawn at its edge. */
function within(
  points: readonly CurvePoint[],
  [low, high]: readonly [number, number],
): readonly CurvePoint[] {
  return points.map(({ iteration, value }) => ({ iteration, value: Math.min(high, Math.max(low, value)) }));
}

function describe(title: string, mean: readonly CurvePoint[], test: readonly CurvePoint[]): string {
  const ends = (points: readonly CurvePoint[]) =>
    points.length === 0
      ? 'none was measured'
      : `${fixed(points[0]?.value)} at first, ${fixed(points.at(-1)?.value)} at the end`;
  return `${title}: smoothed in training ${ends(mean)}; in the test ${ends(test)}.`;
}

/** `900`, `5k`, `12.5k`, `1M`. */
export function shortIteration(value: number): string {
  if (value >= 1e6) return `${String(value / 1e6)}M`;
  return value >= 1000 ? `${String(value / 1000)}k` : String(value);
}

/** `0.001`, `5e-5`, `12.5`: few characters, whatever the size. */
export function shortNumber(value: number): string {
  const short = Number(value.toPrecision(3));
  return short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short);
}
