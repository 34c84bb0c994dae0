import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  NARROW_WIDTHS,
  hash,
  netLayers,
  streamKey,
  type ConvLayer,
  type Widths,
} from '@metasparse/scenenet';
import type { Check, CheckResult } from '../check.js';
import { Comparison, sum, sumOfMagnitudes } from '../compare.js';
import { formulaBias, formulaBound, formulaTensor, formulaWeights } from '../formula.js';
import { readGolden } from '../golden.js';

interface GoldenLayer {
  readonly index: number;
  readonly name: string;
  readonly shape: readonly number[];
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly bias: boolean;
  readonly a: number;
  readonly weight_sum: number;
  readonly weight_abs_sum: number;
  readonly first: readonly number[];
  readonly bias_first: readonly number[] | null;
}

interface Golden {
  readonly salt: number;
  readonly h_first8_stream0: readonly number[];
  readonly v_first8_stream0: readonly number[];
  readonly narrow_layers: readonly GoldenLayer[];
  readonly full_layers: readonly GoldenLayer[];
}

/** The 72 layers of the golden NYUv2 nets in order. */
export function goldenLayers(widths: Widths): ConvLayer[] {
  const { tasks, classes } = DATASET_CONFIGS.nyuv2;
  const plan = netLayers({
    widths,
    tasks: tasks.map((task) => ({ task, classes: classes[task] as number })),
  });
  return [...plan.backbone, ...plan.heads.flatMap(({ branches }) => branches.flat())];
}

function compareLayers(
  net: string,
  widths: Widths,
  golden: readonly GoldenLayer[],
  salt: number,
): CheckResult[] {
  const layers = goldenLayers(widths);
  const table = new Comparison(`${net} layer table`, 0);
  const sums = new Comparison(`${net} weight sums`, 1e-9);
  const first = new Comparison(`${net} first weights and biases`, 0);
  table.add('number of layers', layers.length, golden.length);
  for (const expected of golden) {
    const layer = layers[expected.index];
    if (layer === undefined) continue;
    table.add(`${expected.name} name`, layer.name === expected.name ? 0 : 1, 0);
    for (const key of ['stride', 'padding', 'dilation'] as const)
      table.add(`${expected.name} ${key}`, layer[key], expected[key]);
    table.addAll(`${expected.name} shape`, layer.shape, expected.shape);
    table.add(`${expected.name} bias`, Number(layer.bias), Number(expected.bias));
    first.add(`${expected.name} a`, formulaBound(layer), expected.a);
    const weights = formulaWeights(layer, expected.index, salt);
    first.addAll(expected.name, weights, expected.first);
    if (expected.bias_first !== null)
      first.addAll(`${expected.name} bias`, formulaBias(layer, expected.index, salt), expected.bias_first);
    sums.add(expected.name, sum(weights), expected.weight_sum, expected.weight_abs_sum);
    sums.addRelative(expected.name, sumOfMagnitudes(weights), expected.weight_abs_sum);
  }
  return [table.result(), first.result(), sums.result()];
}

function compareStreams({ salt, h_first8_stream0, v_first8_stream0 }: Golden): CheckResult {
  const numbers = new Comparison('formula numbers', 0);
  const key = streamKey(0, salt);
  numbers.addAll(
    'h',
    h_first8_stream0.map((_, e) => hash(key, e)),
    h_first8_stream0,
  );
  numbers.addAll('v', formulaTensor(0, salt, v_first8_stream0.length), v_first8_stream0);
  return numbers.result();
}

export const weightChecks: readonly Check[] = [
  {
    file: 'weights.json',
    name: 'counter formula and layer tables',
    run(shared): Promise<readonly CheckResult[]> {
      const golden = readGolden<Golden>(shared, 'weights.json');
      return Promise.resolve([
        compareStreams(golden),
        ...compareLayers('narrow', NARROW_WIDTHS, golden.narrow_layers, golden.salt),
        ...compareLayers('full', FULL_WIDTHS, golden.full_layers, golden.salt),
      ]);
    },
  },
];
