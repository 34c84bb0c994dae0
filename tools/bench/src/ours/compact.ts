import { parseArgs } from 'node:util';
import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  publishedSource,
  scaledWidths,
  type Batch,
} from '@metasparse/scenenet';
import { openDevice } from '@metasparse/tf-native';
import {
  compactTensors,
  EvaluationNet,
  offsetsOf,
  outputPixels,
  planCompaction,
  pruneByScores,
  pruneReport,
  type HostTensors,
} from '@metasparse/training';
import { joinedLayers, unpackMask, type BitMask } from '@metasparse/sparsity';
import { NETS, type CompactMeasurement, type NetKind } from '../compact/compact-measurement.js';
import type { CompactCriterion } from '../compact/criteria.js';
import { CONFIGURATIONS, type ConfigurationName } from '../subjects/configurations.js';
import { criterionScores } from './criterion-scores.js';
import { netTensors } from './net-tensors.js';
import { planOf } from './process.js';
import { randomBatch } from './random-batch.js';

/** Prunes a net, removes its dead channels, and times dense, masked and compacted net in turn on whole images. */
const { values: flags } = parseArgs({
  options: {
    config: { type: 'string', default: 'nyuv2' },
    criterion: { type: 'string', default: 'snip' },
    sparsity: { type: 'string', default: '90' },
    images: { type: 'string', default: '3' },
    width: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
  },
});
const { dataset, images, crop, whole } = CONFIGURATIONS[flags.config as ConfigurationName];
const [height, width] = whole;
const config = DATASET_CONFIGS[dataset];
const criterion = flags.criterion as CompactCriterion;
const density = 1 - Number(flags.sparsity) / 100;
const device = openDevice('cpu');
const { kernels } = device;
const plan = planOf(config, Number(flags.width) === 1 ? FULL_WIDTHS : scaledWidths(Number(flags.width)));

const { joined, tasks } = pruned();
const masks = new Map(joinedLayers(joined).map(({ layer, mask }) => [layer.name, mask]));
const dense = netTensors(kernels, plan, publishedSource(kernels, 0));
const masked = withMasks(dense, masks);
const compaction = planCompaction(plan, (name) => masks.get(name) ?? null, offsetsOf(masked));
const compact = compactTensors(plan, compaction, masked);
const nets = { dense, masked, compact };
const evaluated = mapNets((net) => new EvaluationNet(kernels, plan, nets[net]));
const report = pruneReport(plan, joined, tasks, height, width);
const hidden = compaction.spaces.filter(({ name }) => name !== 'image' && !name.endsWith('.output'));
const { seconds, cpuSeconds, worstDifference } = timeNets(Number(flags.images));

const measurement: CompactMeasurement = {
  criterion,
  sparsity: Number(flags.sparsity),
  flops: { dense: report.net.flops, masked: report.net.keptFlops, compact: flopsOf(compact) },
  weights: { dense: report.net.weights, masked: report.net.kept, compact: weightsOf(compact) },
  channels: hidden.reduce((sum, { channels }) => sum + channels, 0),
  keptChannels: hidden.reduce((sum, { kept }) => sum + kept, 0),
  seconds,
  cpuSeconds,
  worstDifference,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
  tensorflow: device.tensorflowVersion,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);

function pruned(): ReturnType<typeof pruneByScores> {
  const batch = randomBatch(config, config.tasks, { images, height: crop, width: crop }, 0);
  const context = { kernels, backward: 'float32' } as const;
  const scores = criterionScores(criterion, { context, plan, config, batch, density });
  const target = { scope: 'net', sparsity: 1 - density } as const;
  return pruneByScores(scores, { size: { kind: 'target', target }, arbiter: 'union' });
}

function withMasks(tensors: HostTensors, of: ReadonlyMap<string, BitMask>): HostTensors {
  const result = new Map(tensors);
  for (const [name, mask] of of) {
    const weight = tensors.get(`${name}.weight`);
    if (weight === undefined) continue;
    const kept = unpackMask(mask);
    const values = weight.values.map((value, i) => (kept[i] === 1 ? value : 0));
    result.set(`${name}.weight`, { shape: weight.shape, values });
  }
  return result;
}

function mapNets<T>(of: (net: NetKind) => T): Record<NetKind, T> {
  return Object.fromEntries(NETS.map((net) => [net, of(net)])) as Record<NetKind, T>;
}

/** The nets take turns on every image; the first image warms up. */
function timeNets(count: number): Pick<CompactMeasurement, 'seconds' | 'cpuSeconds' | 'worstDifference'> {
  const [seconds, cpuSeconds] = [mapNets((): number[] => []), mapNets((): number[] => [])];
  let worst = 0;
  for (let index = 0; index <= count; index++) {
    const batch = randomBatch(config, config.tasks, { images: 1, height, width }, index);
    const predicted = mapNets((net) => timedForward(net, batch));
    worst = Math.max(worst, differenceOf(predicted.masked.values, predicted.compact.values));
    if (index === 0) continue;
    for (const net of NETS) {
      seconds[net].push(predicted[net].wall);
      cpuSeconds[net].push(predicted[net].cpu);
    }
  }
  return { seconds, cpuSeconds, worstDifference: worst };
}

function timedForward(net: NetKind, batch: Batch): { wall: number; cpu: number; values: Float32Array[] } {
  const [started, cpuStarted] = [performance.now(), process.cpuUsage()];
  const predictions = [...evaluated[net].predict(batch)].map(({ values }) => values);
  const { user, system } = process.cpuUsage(cpuStarted);
  const wall = (performance.now() - started) / 1000;
  return { wall, cpu: (user + system) / 1e6, values: predictions };
}

function differenceOf(expected: readonly Float32Array[], actual: readonly Float32Array[]): number {
  const [largest, worst] = [Math.max(...expected.map(largestOf)), Math.max(...expected.map(differs))];
  return worst / largest;
  function differs(values: Float32Array, t: number): number {
    return largestOf(values.map((value, i) => value - (actual[t]?.[i] ?? Number.NaN)));
  }
}

function largestOf(values: Float32Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function convolutions(tensors: HostTensors): (readonly [string, number])[] {
  return [...tensors]
    .filter(([, { shape }]) => shape.length === 4)
    .map(([name, { values }]) => [name.replace(/\.weight$/, ''), values.length]);
}

function flopsOf(tensors: HostTensors): number {
  const pixels = outputPixels(plan, height, width);
  return convolutions(tensors).reduce((sum, [name, weights]) => sum + 2 * weights * pixels(name), 0);
}

function weightsOf(tensors: HostTensors): number {
  return convolutions(tensors).reduce((sum, [, weights]) => sum + weights, 0);
}
