import type { PruneOutcome, PrunedLayer } from '@metasparse/steps';
import { table } from '../console/format.js';

/** Layers shown at each end. */
const SHOWN = 5;

type Totals = PruneOutcome['net'];

/** Totals and the layers that keep most and least. */
export function describePruning(outcome: PruneOutcome, out: string): string {
  const { criterion, method, arbiter, scope, sparsityPercent, keepRatio, disconnected } = outcome;
  const { backbone, net, crop } = outcome;
  const asked = `${sparsityPercent} % of the ${scope === 'net' ? 'whole net' : 'shared backbone'}`;
  return [
    `${method} by ${criterion}, tasks joined by ${arbiter}; asked: ${asked}`,
    `each task keeps ${keepRatio.toPrecision(6)} of its weights before they are joined${short(outcome)}`,
    ...disconnected.map((problem) => `warning: ${problem}`),
    '',
    table([
      ['part', 'weights', 'kept', 'sparsity %', `GFLOPs at ${crop} x ${crop}`, 'with the kept weights'],
      totalsRow('shared backbone', backbone),
      totalsRow('whole net', net),
    ]),
    '',
    layerTable(outcome),
    '',
    `results: ${out}`,
  ].join('\n');
}

function short({ shortfall, compat }: PruneOutcome): string {
  if (shortfall === null) return `: the tuned constant of --compat ${compat}`;
  return shortfall === 0
    ? ''
    : `; ${shortfall} weights short of the target, because equal scores go together`;
}

function totalsRow(name: string, { weights, kept, sparsity, flops, keptFlops }: Totals): string[] {
  return [name, `${weights}`, `${kept}`, (100 * sparsity).toFixed(4), giga(flops), giga(keptFlops)];
}

/** The layers that keep most, then those that keep least. */
function layerTable({ layers, numToKeep }: PruneOutcome): string {
  const rankings = Object.keys(numToKeep);
  const sorted = [...layers].sort((a, b) => b.density - a.density);
  const row = (layer: PrunedLayer): string[] => [
    layer.name,
    `${layer.kept}`,
    (100 * layer.density).toFixed(2),
    `${layer.deadChannels}`,
    ...rankings.map((name) => share(layer.shares[name])),
  ];
  return table([
    ['layer', 'kept', 'density %', 'dead channels', ...rankings.map((name) => `${name} %`)],
    ...sorted.slice(0, SHOWN).map(row),
    ['...'],
    ...sorted.slice(-SHOWN).map(row),
  ]);
}

function share(fraction: number | undefined): string {
  return fraction === undefined ? '-' : (100 * fraction).toFixed(1);
}

function giga(flops: number): string {
  return (flops / 1e9).toPrecision(4);
}
