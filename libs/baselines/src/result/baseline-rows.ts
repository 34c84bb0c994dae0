import { seedDeviation, seedMean } from '@metasparse/evidence';
import { TASK_SCORES, type Collected } from '../collect/collector.js';
import { DIRECTED, type BaselineMetric } from '../methods/methods.js';
import type { BaselineLayerRow, BaselineRow, TaskRow } from './baselines-file.js';

interface Spread {
  readonly value: number | null;
  readonly std: number | null;
  readonly seedValues: readonly (number | null)[];
}

/** Rows of the metrics, pair by pair. */
export function baselineRows(
  tasks: readonly string[],
  seeds: readonly Collected[],
  metrics: readonly BaselineMetric[],
): BaselineRow[] {
  return metrics.flatMap((metric) =>
    pairsFor(tasks.length, DIRECTED.has(metric)).map(([a, b]): BaselineRow => ({
      pair: pairOf(tasks, a, b),
      metric,
      directed: DIRECTED.has(metric),
      weighting: 'none',
      sparsity: 'mean',
      ...spread(seeds.map((seed) => seed.metrics[metric]?.[a]?.[b] ?? NaN)),
      chance: null,
    })),
  );
}

/** Rows of those of the metrics that have a value a layer. */
export function baselineLayerRows(
  tasks: readonly string[],
  seeds: readonly Collected[],
  metrics: readonly BaselineMetric[],
): BaselineLayerRow[] {
  const layered = metrics.filter((metric) => seeds[0]?.layers?.[metric] !== undefined);
  return layered.flatMap((metric) =>
    pairsFor(tasks.length, false).map(([a, b]) => layerRow(pairOf(tasks, a, b), metric, seeds, a, b)),
  );
}

function layerRow(
  pair: readonly [string, string],
  metric: BaselineMetric,
  seeds: readonly Collected[],
  a: number,
  b: number,
): BaselineLayerRow {
  const seedValues = seeds.map(({ layers }) =>
    (layers?.[metric] ?? []).map((table) => orNull(table[a]?.[b] ?? NaN)),
  );
  const values = (seedValues[0] ?? []).map((_, layer) =>
    orNull(seedMean(seedValues.map((own) => own[layer] ?? null))),
  );
  return { pair, metric, values, seedValues };
}

export function taskRows(tasks: readonly string[], seeds: readonly Collected[]): TaskRow[] {
  return TASK_SCORES.filter((score) => seeds[0]?.tasks?.[score] !== undefined).flatMap((score) =>
    tasks.map((task, t) => ({
      task,
      score,
      ...spread(seeds.map((own) => own.tasks?.[score]?.[t] ?? NaN)),
    })),
  );
}

/** Unordered pairs, or both orders. */
export function pairsFor(tasks: number, directed: boolean): (readonly [number, number])[] {
  const all = Array.from({ length: tasks }, (_, a) =>
    Array.from({ length: tasks }, (_, b) => [a, b] as const),
  );
  return all.flat().filter(([a, b]) => (directed ? a !== b : a < b));
}

function pairOf(tasks: readonly string[], a: number, b: number): readonly [string, string] {
  return [tasks[a] ?? '', tasks[b] ?? ''];
}

function spread(values: readonly number[]): Spread {
  const seedValues = values.map(orNull);
  return { value: orNull(seedMean(seedValues)), std: seedDeviation(seedValues), seedValues };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
