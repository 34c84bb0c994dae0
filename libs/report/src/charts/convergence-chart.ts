import { dot, gridY, line, type Data } from '@observablehq/plot';
import type { ConvergenceRow, Metric } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { METRIC_WORDS, pairLabel } from '../answer/names.js';
import { UNIT_TICKS } from './layer-marks.js';
import { variable } from './palette.js';
import { draw, FONT_SIZE, type Panel } from './panel.js';

/** One metric against batches: a line a pair, and dashed what chance gives it. */
export function convergencePanel(rows: readonly ConvergenceRow[], metric: Metric): Panel {
  const own = rows.filter((row) => row.metric === metric);
  const points = own.map(({ pair, batches, value, chance }) => ({
    pair: pairLabel(pair),
    batches,
    value: value ?? NaN,
    chance: chance ?? NaN,
  }));
  const data: Data = points;
  const steps = [...new Set(points.map(({ batches }) => batches))];
  return draw(METRIC_WORDS[metric].title, describe(metric, own), {
    height: 180,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 34,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: {
      type: 'linear',
      domain: [0, Math.max(...steps)],
      ticks: steps,
      tickSize: 0,
      tickFormat: String,
      label: 'batches',
    },
    y: { domain: [0, 1], ticks: UNIT_TICKS, tickSize: 0, tickFormat: String, label: null },
    marks: [
      gridY(UNIT_TICKS, { stroke: variable('hairline'), strokeOpacity: 1 }),
      line(data, { x: 'batches', y: 'value', z: 'pair', stroke: variable('accent'), strokeWidth: 1.5 }),
      line(data, {
        x: 'batches',
        y: 'chance',
        z: 'pair',
        stroke: variable('chance'),
        strokeWidth: 1.5,
        strokeDasharray: '5 3',
      }),
      dot(data, { x: 'batches', y: 'value', r: 1.9, fill: variable('accent') }),
    ],
  });
}

function describe(metric: Metric, rows: readonly ConvergenceRow[]): string {
  const most = Math.max(...rows.map(({ batches }) => batches));
  const last = rows.filter(({ batches }) => batches === most);
  const values = last.map(({ pair, value, chance }) =>
    chance === null
      ? `${pairLabel(pair)} ${fixed(value)}`
      : `${pairLabel(pair)} ${fixed(value)}, chance ${fixed(chance)}`,
  );
  return `${METRIC_WORDS[metric].title} against batches; after ${String(most)}: ${values.join('; ')}.`;
}
