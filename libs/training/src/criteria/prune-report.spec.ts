import { expect, it } from 'vitest';
import { FULL_WIDTHS, netLayers, type NetPlan } from '@metasparse/scenenet';
import { packMask, weightCount, type LayerMasks } from '@metasparse/sparsity';
import { join } from './prune.js';
import { outputPixels, pruneReport } from './prune-report.js';

const plan: NetPlan = {
  widths: { backbone: [2, 2, 2, 2], head: 2 },
  tasks: [
    { task: 'seg', classes: 3 },
    { task: 'depth', classes: 1 },
  ],
};

function masksOf(t: number, keeps: (i: number) => boolean): LayerMasks {
  const { backbone, heads } = netLayers(plan);
  const layers = [...backbone, ...(heads[t]?.branches.flat() ?? [])];
  const masks = layers.map((layer) =>
    packMask(Array.from({ length: weightCount(layer) }, (_, i) => keeps(i))),
  );
  return { task: plan.tasks[t]?.task ?? '', layers, backboneLayers: backbone.length, masks };
}

it('counts output positions at every stride', () => {
  const pixels = outputPixels({ widths: FULL_WIDTHS }, 225, 480);
  expect(pixels('backbone.conv1')).toBe(113 * 240);
  expect(pixels('backbone.blocks.0.1.conv2')).toBe(57 * 121);
  expect(pixels('backbone.blocks.1.0.conv1')).toBe(29 * 61);
  expect(pixels('task1_fc1_c0.conv1')).toBe(29 * 61);
});

it('says what is kept, what it costs, and whose it is', () => {
  const tasks = [masksOf(0, (i) => i % 2 === 0), masksOf(1, (i) => i % 4 === 0 || i % 4 === 1)];
  const report = pruneReport(plan, join(tasks, 'union'), tasks, 33, 33);
  const [stem] = report.layers;
  expect(stem).toMatchObject({ name: 'backbone.conv1', weights: 294, kept: 221, emptyFilters: 0 });
  expect(stem?.keptFlops).toBe(2 * 221 * 17 * 17);
  expect(stem?.shares['seg']).toBeCloseTo(147 / 221, 12);
  expect(Object.keys(report.layers.at(-1)?.shares ?? {})).toEqual(['depth']);
  expect(report.net.weights).toBe(report.layers.reduce((sum, { weights }) => sum + weights, 0));
  expect(report.backbone.kept).toBeLessThan(report.net.kept);
});

it('counts filters that keep nothing', () => {
  const tasks = [masksOf(0, (i) => i >= 147), masksOf(1, (i) => i >= 147)];
  expect(pruneReport(plan, join(tasks, 'union'), tasks, 33, 33).layers[0]?.emptyFilters).toBe(1);
});
