import { areaY, dot, line, type Data, type Markish } from '@observablehq/plot';
import type { Metric, SimilarityFile } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { METRIC_WORDS, pairLabel } from '../answer/names.js';
import { findLayerRow, finite, isNumber, pairsOf, type Pair } from '../answer/row-index.js';
import { isAside, layerGroups } from './layer-axis.js';
import { layerAxis, layerFrame } from './layer-marks.js';
import { variable } from './palette.js';
import { draw, type Panel } from './panel.js';

/** One layer of one pair; NaN where the file has no number, which breaks a line. */
interface Point {
  readonly index: number;
  readonly chain: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly chance: number;
  readonly average: number;
}

/** A panel per pair: the similarity of every backbone layer, the range of the seeds, chance, and the mean of all pairs. */
export function layerPanels(file: SimilarityFile, metric: Metric, sparsity: number): readonly Panel[] {
  const pairs = pairsOf(file);
  const average = averageOverPairs(file, pairs, metric, sparsity);
  return pairs.map((pair) => {
    const points = pointsOf(file, pair, metric, sparsity, average);
    const title = pairLabel(pair);
    return draw(title, describe(title, metric, sparsity, points), {
      ...layerFrame(file.layers.length, (value) => String(value)),
      marks: [
        ...layerAxis(layerGroups(file.layers.map(({ name }) => name))),
        ...curves(points, file.seeds.length > 1, pairs.length > 1),
      ],
    });
  });
}

function curves(points: readonly Point[], spread: boolean, compared: boolean): Markish[] {
  const data: Data = [...points];
  const along = { x: 'index', z: 'chain' };
  return [
    spread ? areaY(data, { ...along, y1: 'low', y2: 'high', fill: variable('band') }) : null,
    compared ? line(data, { ...along, y: 'average', stroke: variable('context'), strokeWidth: 1.25 }) : null,
    line(data, {
      ...along,
      y: 'chance',
      stroke: variable('chance'),
      strokeWidth: 1.5,
      strokeDasharray: '5 3',
    }),
    line(data, { ...along, y: 'value', stroke: variable('accent'), strokeWidth: 1.75 }),
    dot(data, { x: 'index', y: 'value', r: 1.9, fill: variable('accent') }),
  ];
}

function pointsOf(
  file: SimilarityFile,
  pair: Pair,
  metric: Metric,
  sparsity: number,
  average: readonly (number | null)[],
): readonly Point[] {
  const row = findLayerRow(file, pair, metric, sparsity);
  return file.layers.map(({ name }, index) => {
    const seeds = (row?.seedValues ?? []).map((seed) => seed[index]).filter(isNumber);
    return {
      index,
      chain: isAside(name) ? 'aside' : 'main',
      value: finite(row?.values[index]) ?? NaN,
      low: seeds.length > 0 ? Math.min(...seeds) : NaN,
      high: seeds.length > 0 ? Math.max(...seeds) : NaN,
      chance: finite(row?.chance?.[index]) ?? NaN,
      average: average[index] ?? NaN,
    };
  });
}

function averageOverPairs(
  file: SimilarityFile,
  pairs: readonly Pair[],
  metric: Metric,
  sparsity: number,
): readonly (number | null)[] {
  const rows = pairs.map((pair) => findLayerRow(file, pair, metric, sparsity));
  return file.layers.map((_, index) => {
    const values = rows.map((row) => row?.values[index]).filter(isNumber);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

function describe(title: string, metric: Metric, sparsity: number, points: readonly Point[]): string {
  const values = points.map(({ value }) => value).filter(isNumber);
  const range =
    values.length === 0
      ? 'no layer has a number'
      : `from ${fixed(Math.max(...values))} down to ${fixed(Math.min(...values))}`;
  return `${METRIC_WORDS[metric].title} of ${title} layer by layer at ${String(sparsity)} % sparsity: ${range}.`;
}

/** Whether the file has a chance level of this metric for single layers. */
export function hasChance(file: SimilarityFile, metric: Metric): boolean {
  return file.layerRows.some((row) => row.metric === metric && (row.chance?.some(isNumber) ?? false));
}
