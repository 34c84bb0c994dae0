import { gridY, ruleX, text, type Markish, type PlotOptions } from '@observablehq/plot';
import type { LayerGroup } from './layer-axis.js';
import { variable } from './palette.js';
import { FONT_SIZE } from './panel.js';

/** Where axes from 0 to 1 have ticks and gridlines. */
export const UNIT_TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Fewest layers a group needs for its label to fit under it. */
const LABELLED = 3;

/** Group names under the axis and hairlines between groups, for a picture over `count` layers. */
export function layerAxis(groups: readonly LayerGroup[]): Markish[] {
  const named = groups.filter(({ from, to }) => to - from + 1 >= LABELLED);
  return [
    gridY(UNIT_TICKS, { stroke: variable('hairline'), strokeOpacity: 1 }),
    ruleX(groups.slice(1), { x: ({ from }: LayerGroup) => from - 0.5, stroke: variable('hairline') }),
    text(named, {
      x: ({ from, to }: LayerGroup) => (from + to) / 2,
      text: 'label',
      frameAnchor: 'bottom',
      dy: 15,
      fill: variable('muted'),
    }),
  ];
}

/** Scales and margins shared by the pictures over layers: layers across, 0 to 1 up. */
export function layerFrame(count: number, format: (value: number) => string): PlotOptions {
  return {
    height: 180,
    marginLeft: 44,
    marginRight: 8,
    marginTop: 10,
    marginBottom: 24,
    style: { fontSize: `${String(FONT_SIZE)}px` },
    x: { domain: [-0.7, count - 0.3], axis: null },
    y: { domain: [0, 1], ticks: UNIT_TICKS, tickSize: 0, tickFormat: format, label: null },
  };
}
