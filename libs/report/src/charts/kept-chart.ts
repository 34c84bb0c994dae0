import { dot, line, text, type Data, type Markish } from '@observablehq/plot';
import type { SimilarityFile } from '@metasparse/affinity';
import { percent } from '../answer/format.js';
import { shortTask } from '../answer/names.js';
import { isAside, layerGroups } from './layer-axis.js';
import { layerAxis, layerFrame } from './layer-marks.js';
import { variable, type Colour } from './palette.js';
import { draw, type Panel } from './panel.js';

interface Level {
  readonly index: number;
  readonly chain: string;
  readonly fraction: number;
}

interface Curve {
  readonly sparsity: number;
  readonly levels: readonly Level[];
}

const TONES: readonly Colour[] = ['shade5', 'accent', 'ink', 'muted'];
const DASHES = ['none', '6 2', '2 2', '8 3 2 3'] as const;

/** A panel per task: the fraction of every backbone layer that is kept, one line a sparsity. */
export function keptPanels(file: SimilarityFile): readonly Panel[] {
  const groups = layerGroups(file.layers.map(({ name }) => name));
  return file.tasks.map((task) => {
    const curves = curvesOf(file, task);
    return draw(shortTask(task), describe(task, curves), {
      ...layerFrame(file.layers.length, (value) => `${String(value * 100)} %`),
      marks: [...layerAxis(groups), ...curves.flatMap(lineOf), labels(curves)],
    });
  });
}

/** Kept weights / weights of each layer, by sparsity, lowest first. */
export function curvesOf(file: SimilarityFile, task: string): readonly Curve[] {
  return file.kept
    .filter((row) => row.task === task)
    .sort((a, b) => a.sparsity - b.sparsity)
    .map(({ sparsity, perLayer }) => ({
      sparsity,
      levels: file.layers.map(({ name, weights }, index) => ({
        index,
        chain: isAside(name) ? 'aside' : 'main',
        fraction: (perLayer[index] ?? NaN) / weights,
      })),
    }));
}

function lineOf({ levels }: Curve, place: number): Markish[] {
  const stroke = variable(TONES[place % TONES.length] ?? 'accent');
  const strokeDasharray = DASHES[place % DASHES.length] ?? 'none';
  const data: Data = [...levels];
  return [
    line(data, { x: 'index', y: 'fraction', z: 'chain', stroke, strokeWidth: 1.6, strokeDasharray }),
    dot(data, { x: 'index', y: 'fraction', r: 1.4, fill: stroke }),
  ];
}

/** Names each line where the lines lie furthest apart. */
function labels(curves: readonly Curve[]): Markish {
  const main = curves[0]?.levels.filter(({ chain }) => chain === 'main') ?? [];
  const gap = (index: number) => smallestGap(curves.map(({ levels }) => levels[index]?.fraction ?? 0));
  const best = main.map(({ index }) => index).sort((a, b) => gap(b) - gap(a))[0] ?? 0;
  const data = curves.map(({ sparsity, levels }) => ({
    index: best,
    fraction: levels[best]?.fraction ?? 0,
    label: `${String(sparsity)} %`,
  }));
  return text(data, {
    x: 'index',
    y: 'fraction',
    text: 'label',
    textAnchor: 'start',
    dx: 5,
    dy: -6,
    fill: variable('ink'),
    stroke: variable('paper'),
    strokeWidth: 4,
    paintOrder: 'stroke',
    fontWeight: 600,
  });
}

function smallestGap(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((value, i) => value - (sorted[i] ?? 0)), 1);
}

function describe(task: string, curves: readonly Curve[]): string {
  const ends = curves.map(({ sparsity, levels }) => {
    const fractions = levels.map(({ fraction }) => fraction);
    return `at ${String(sparsity)} % sparsity from ${percent(Math.max(...fractions))} down to ${percent(Math.min(...fractions))}`;
  });
  return `Fraction of each layer kept for ${task}: ${ends.join('; ')}.`;
}
