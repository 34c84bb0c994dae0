import type { PruneOutcome } from './prune-outcome.js';

/** prune.tsv: a row for each layer; the last columns are the fraction of the kept weights that each task keeps. */
export function pruneTable({ layers, numToKeep }: PruneOutcome): string {
  const tasks = Object.keys(numToKeep);
  const head = [
    'layer',
    'weights',
    'kept',
    'density',
    'flops',
    'kept_flops',
    'dead_channels',
    'empty_filters',
  ];
  const rows = layers.map((layer) => [
    layer.name,
    layer.weights,
    layer.kept,
    layer.density,
    layer.flops,
    layer.keptFlops,
    layer.deadChannels,
    layer.emptyFilters,
    ...tasks.map((task) => layer.shares[task] ?? ''),
  ]);
  return [[...head, ...tasks.map((task) => `share_${task}`)], ...rows]
    .map((row) => `${row.join('\t')}\n`)
    .join('');
}
