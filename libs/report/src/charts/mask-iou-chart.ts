import { dot, rectY, text, type Data, type Markish } from '@observablehq/plot';
import type { MaskIouFile, MaskIouRow } from '@metasparse/affinity';
import { fixed, percent } from '../answer/format.js';
import { datasetTitle, listed, shortTask } from '../answer/names.js';
import { finite, isNumber } from '../answer/row-index.js';
import { composeFigure } from './figure.js';
import { layerGroups } from './layer-axis.js';
import { layerAxis, layerFrame } from './layer-marks.js';
import { variable } from './palette.js';
import { draw, type Panel } from './panel.js';

interface Bar {
  readonly index: number;
  readonly left: number;
  readonly right: number;
  readonly value: number;
  /** Where the label stands: above the bar and every ring. */
  readonly top: number;
}

const BAR = 0.72;
const WIDTH = 720;
const HEIGHT = 260;

const MEANING = {
  correct: 'weights of a layer kept for all tasks, out of those kept for any',
  reference: 'as published: kept for exactly two tasks, out of those kept for one or two',
} as const;

/** The weights that the tasks share as an SVG file: a bar a backbone layer, a ring a seed, the downsampling layers last. */
export function maskIouSvg(file: MaskIouFile): string {
  const { seeds, keepRatio, compat } = file;
  const bars =
    seeds.length === 1 ? 'bar: 1 seed' : `bar: mean of ${String(seeds.length)} seeds; ring: one seed`;
  return composeFigure({
    title: `Weights shared by ${listed(file.tasks.map(shortTask))}: ${percent(file.total.mean ?? NaN)} of all`,
    legend: [
      `${datasetTitle(file.dataset)} · ${String(file.batches)} batches of ${String(file.batchSize)} · every task keeps ${percent(keepRatio)} of its weights`,
      MEANING[compat],
      `${bars}; ds: the downsampling layers beside the chain`,
    ],
    panels: [panel(file)],
    columns: 1,
  });
}

function panel({ layers, seeds, total }: MaskIouFile): Panel {
  const groups = layerGroups(layers.map(({ layer }) => layer));
  const values = layers.map(({ layer, mean }) => `${layer} ${fixed(finite(mean))}`).join('; ');
  const label = `Weights shared, layer by layer: ${values}; all layers together ${fixed(finite(total.mean))}.`;
  return draw('Layer by layer', label, {
    ...layerFrame(layers.length, (value) => `${String(value * 100)} %`),
    width: WIDTH,
    height: HEIGHT,
    marginTop: 22,
    marks: [...layerAxis(groups), ...barMarks(layers), ...(seeds.length > 1 ? [ringMarks(layers)] : [])],
  });
}

function barMarks(layers: readonly MaskIouRow[]): Markish[] {
  const data: Data = layers.flatMap(({ mean, seedValues }, index): Bar[] => {
    if (!isNumber(mean)) return [];
    const top = Math.max(mean, ...seedValues.filter(isNumber));
    return [{ index, left: index - BAR / 2, right: index + BAR / 2, value: mean, top }];
  });
  return [
    rectY(data, { x1: 'left', x2: 'right', y: 'value', fill: variable('bar') }),
    text(data, {
      x: 'index',
      y: 'top',
      text: ({ value }: Bar) => (value * 100).toFixed(0),
      dy: -8,
      fontSize: 9,
      fill: variable('muted'),
      stroke: variable('paper'),
      strokeWidth: 3,
      paintOrder: 'stroke',
    }),
  ];
}

function ringMarks(layers: readonly MaskIouRow[]): Markish {
  const rings = layers.flatMap(({ seedValues }, index) =>
    seedValues.filter(isNumber).map((value) => ({ index, value })),
  );
  const stroke = variable('ink');
  return dot(rings, { x: 'index', y: 'value', r: 2, stroke, strokeWidth: 1, fill: variable('paper') });
}
