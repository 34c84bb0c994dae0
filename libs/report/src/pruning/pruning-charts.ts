import { dot, line, rectY, text, type Data, type Markish } from '@observablehq/plot';
import { percent } from '../answer/format.js';
import { shortTask } from '../answer/names.js';
import { isAside, layerGroups } from '../charts/layer-axis.js';
import { layerAxis, layerFrame } from '../charts/layer-marks.js';
import { variable } from '../charts/palette.js';
import { draw, type Panel } from '../charts/panel.js';
import { backboneOf, headsOf, type PruningLayer, type PruningRun } from './pruning-run.js';

const BAR = 0.72;
/** More bars than this leave no room for numbers above them. */
const MOST_LABELLED = 16;

/** Density of every layer, a bar each: the backbone, then each head. */
export function densityPanels(run: PruningRun): readonly Panel[] {
  const backbone = backboneOf(run);
  return [
    densityPanel('Shared backbone', backbone),
    ...headsOf(run).map((layers, t) => densityPanel(headTitle(run, layers, t), layers)),
  ];
}

/** The head's task: the one ranking that has a share in it; by number where all heads were ranked together. */
function headTitle({ numToKeep }: PruningRun, layers: readonly PruningLayer[], place: number): string {
  const [task] = Object.keys(layers[0]?.shares ?? {}).filter(() => Object.keys(numToKeep).length > 1);
  return task === undefined ? `Head ${String(place + 1)}` : `Head of ${shortTask(task)}`;
}

function densityPanel(title: string, layers: readonly PruningLayer[]): Panel {
  const densities = layers.map(({ density }) => density);
  const label = `Weights kept in each layer, ${title}: from ${percent(Math.max(...densities))} down to ${percent(Math.min(...densities))}.`;
  const names = layers.map(({ name }) => name.replace(/^task\d+_fc1_c(\d)\.conv\d$/, 'branch $1'));
  return draw(title, label, {
    ...layerFrame(layers.length, (value) => `${String(value * 100)} %`),
    marginTop: 22,
    marks: [...layerAxis(layerGroups(names)), ...bars(layers)],
  });
}

function bars(layers: readonly PruningLayer[]): Markish[] {
  const data: Data = layers.map(({ density }, index) => ({
    index,
    left: index - BAR / 2,
    right: index + BAR / 2,
    density,
  }));
  const rects = rectY(data, { x1: 'left', x2: 'right', y: 'density', fill: variable('bar') });
  if (layers.length > MOST_LABELLED) return [rects];
  return [
    rects,
    text(data, {
      x: 'index',
      y: 'density',
      text: ({ density }: { density: number }) => (density * 100).toFixed(0),
      dy: -7,
      fontSize: 9,
      fill: variable('muted'),
      stroke: variable('paper'),
      strokeWidth: 3,
      paintOrder: 'stroke',
    }),
  ];
}

/** A panel per task: of the weights a backbone layer keeps, the fraction that the task's own mask keeps. */
export function sharePanels(run: PruningRun): readonly Panel[] {
  const backbone = backboneOf(run);
  const groups = layerGroups(backbone.map(({ name }) => name));
  return Object.keys(run.numToKeep).map((task) => {
    const points = backbone.map(({ name, shares }, index) => ({
      index,
      chain: isAside(name) ? 'aside' : 'main',
      share: shares[task] ?? NaN,
    }));
    const values = points.map(({ share }) => share);
    const label = `Share of ${task} in the kept weights of each layer: from ${percent(Math.max(...values))} down to ${percent(Math.min(...values))}.`;
    const data: Data = points;
    return draw(shortTask(task), label, {
      ...layerFrame(backbone.length, (value) => `${String(value * 100)} %`),
      marks: [
        ...layerAxis(groups),
        line(data, { x: 'index', y: 'share', z: 'chain', stroke: variable('accent'), strokeWidth: 1.75 }),
        dot(data, { x: 'index', y: 'share', r: 1.9, fill: variable('accent') }),
      ],
    });
  });
}
