import { barX, dot, gridX, link, text, tickX, type Data, type Markish } from '@observablehq/plot';
import type { Metric, SimilarityFile, Weighting } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { METRIC_WORDS, pairLabel, sparsityTitle } from '../answer/names.js';
import { findRow, finite, isNumber, pairsOf, sparsitiesOf, type Sparsity } from '../answer/row-index.js';
import { UNIT_TICKS } from './layer-marks.js';
import { variable } from './palette.js';
import { CHARACTER, draw, FONT_SIZE, type Panel } from './panel.js';

interface Bar {
  readonly pair: string;
  readonly value: number;
  readonly chance: number;
  readonly seeds: readonly number[];
}

const ROW = 30;
const MARGINS = { marginTop: 4, marginBottom: 22, marginRight: 48 };

/** A panel per sparsity, the mean first: a bar a pair, a ring a seed, their range, and a mark at the chance level. */
export function barPanels(file: SimilarityFile, metric: Metric, weighting: Weighting): readonly Panel[] {
  return sparsitiesOf(file).map((sparsity) => {
    const bars = barsOf(file, metric, weighting, sparsity);
    const title = sparsity === 'mean' ? 'Mean over sparsities' : `${String(sparsity)} % sparsity`;
    return draw(title, describe(file, metric, sparsity, bars), {
      ...MARGINS,
      height: bars.length * ROW + MARGINS.marginTop + MARGINS.marginBottom,
      marginLeft: 10 + CHARACTER * Math.max(...bars.map(({ pair }) => pair.length), 4),
      style: { fontSize: `${String(FONT_SIZE)}px` },
      x: { domain: [0, 1], ticks: UNIT_TICKS, tickSize: 0, tickFormat: String, label: null },
      y: { domain: bars.map(({ pair }) => pair), tickSize: 0, label: null, padding: 0.36 },
      marks: marks(bars),
    });
  });
}

function marks(bars: readonly Bar[]): Markish[] {
  const data: Data = [...bars];
  const rings = bars.flatMap(({ pair, seeds }) => seeds.map((value) => ({ pair, value })));
  const ranges = bars
    .filter(({ seeds }) => seeds.length > 1)
    .map(({ pair, seeds }) => ({ pair, low: Math.min(...seeds), high: Math.max(...seeds) }));
  return [
    gridX(UNIT_TICKS, { stroke: variable('hairline'), strokeOpacity: 1 }),
    barX(data, { x: 'value', y: 'pair', fill: variable('bar') }),
    tickX(data, {
      x: 'chance',
      y: 'pair',
      stroke: variable('chance'),
      strokeWidth: 2,
      strokeDasharray: '3 2',
      inset: -3,
    }),
    link(ranges, { x1: 'low', x2: 'high', y: 'pair', stroke: variable('ink'), strokeWidth: 1.25 }),
    dot(rings, {
      x: 'value',
      y: 'pair',
      r: 2.4,
      stroke: variable('ink'),
      strokeWidth: 1,
      fill: variable('paper'),
    }),
    text(data, {
      y: 'pair',
      text: ({ value }: Bar) => fixed(value),
      frameAnchor: 'right',
      textAnchor: 'start',
      dx: 7,
      fontWeight: 600,
    }),
  ];
}

function barsOf(
  file: SimilarityFile,
  metric: Metric,
  weighting: Weighting,
  sparsity: Sparsity,
): readonly Bar[] {
  return pairsOf(file).map((pair) => {
    const row = findRow(file, pair, metric, weighting, sparsity);
    return {
      pair: pairLabel(pair),
      value: finite(row?.value) ?? NaN,
      chance: finite(row?.chance) ?? NaN,
      seeds: (row?.seedValues ?? []).filter(isNumber),
    };
  });
}

function describe(file: SimilarityFile, metric: Metric, sparsity: Sparsity, bars: readonly Bar[]): string {
  const values = bars.map(({ pair, value, chance }) =>
    isNumber(chance) ? `${pair} ${fixed(value)}, chance ${fixed(chance)}` : `${pair} ${fixed(value)}`,
  );
  return `${METRIC_WORDS[metric].title}, ${sparsityTitle(sparsity, file.sparsities)} sparsity: ${values.join('; ')}.`;
}
