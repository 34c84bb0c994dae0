import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  NARROW_WIDTHS,
  netLayers,
  type ConvLayer,
  type Dataset,
  type Widths,
} from '@metasparse/scenenet';
import { initiallyRemoved, layerDensities } from '@metasparse/training';
import { weightCount } from '@metasparse/sparsity';
import type { Check, CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { readGolden } from '../golden.js';

interface GoldenDensities {
  readonly density: Readonly<Record<string, number>>;
  readonly dense_layers: readonly string[];
  readonly overall: number;
  readonly init_pruned: Readonly<Record<string, number>>;
}

type Golden = Readonly<Record<string, Readonly<Record<string, GoldenDensities>>>>;

/** Sums over layers are taken in another order than the original's. */
const ROUNDING = 1e-13;
/** Never pruned at the start by the original (quirk 27). */
const FIRST_LAYER = 'backbone.conv1';

const NETS: Readonly<Record<string, readonly [Widths, Dataset]>> = {
  narrow: [NARROW_WIDTHS, 'nyuv2'],
  full: [FULL_WIDTHS, 'nyuv2'],
  narrow_cityscapes: [NARROW_WIDTHS, 'cityscapes'],
  narrow_taskonomy5: [NARROW_WIDTHS, 'taskonomy'],
};

/** Erdos-Renyi-Kernel densities and the number of weights each layer loses at the start. */
export const erkChecks: readonly Check[] = [
  { file: 'erk.json', name: 'ERK densities', run: (shared) => Promise.resolve(runErk(shared)) },
];

function runErk(shared: string): readonly CheckResult[] {
  const golden = readGolden<Golden>(shared, 'erk.json');
  return Object.entries(golden).flatMap(([net, byDensity]) => {
    const [widths, dataset] = NETS[net] ?? [NARROW_WIDTHS, 'nyuv2'];
    const layers = layersOf(widths, dataset);
    return Object.entries(byDensity).flatMap(([density, expected]) =>
      compareDensities(`erk ${net} ${density}`, layers, Number(density), expected),
    );
  });
}

function compareDensities(
  name: string,
  layers: readonly ConvLayer[],
  density: number,
  expected: GoldenDensities,
): readonly CheckResult[] {
  const densities = new Comparison(`${name} densities`, ROUNDING);
  const dense = new Comparison(`${name} dense layers and removed weights`, 0);
  const values = layerDensities('erk', layers, density);
  const kept = values.reduce((sum, value, l) => sum + value * weightCount(layers[l] as ConvLayer), 0);
  const weights = layers.reduce((sum, layer) => sum + weightCount(layer), 0);
  densities.add('all layers', kept / weights, expected.overall);
  layers.forEach((layer, l) => {
    const value = values[l] as number;
    densities.add(layer.name, value, expected.density[layer.name] ?? NaN);
    dense.add(`${layer.name} dense`, Number(value === 1), Number(expected.dense_layers.includes(layer.name)));
    const removed = layer.name === FIRST_LAYER ? 0 : initiallyRemoved(weightCount(layer), value);
    dense.add(`${layer.name} removed`, removed, expected.init_pruned[layer.name] ?? NaN);
  });
  return [densities.result(), dense.result()];
}

function layersOf(widths: Widths, dataset: Dataset): ConvLayer[] {
  const { tasks, classes } = DATASET_CONFIGS[dataset];
  const plan = netLayers({ widths, tasks: tasks.map((task) => ({ task, classes: classes[task] ?? 0 })) });
  return [...plan.backbone, ...plan.heads.flatMap(({ branches }) => branches.flat())];
}
