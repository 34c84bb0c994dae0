import { basename, join, resolve } from 'node:path';
import { sha256File, writeFileAtomically } from '@metasparse/artifacts';
import { writeCheckpoint, type NetState } from '@metasparse/interchange';
import { pruningReportHtml } from '@metasparse/report';
import {
  channelSpaces,
  disconnectionProblems,
  pruneReport,
  type Disconnections,
  type LayerReport,
  type PrunedMasks,
} from '@metasparse/training';
import { DATA_CRITERIA } from '@metasparse/training';
import { NUMERICAL_VERSION } from '../version.js';
import { PRUNED_NET, type PruneOutcome, type PrunedLayer } from './prune-outcome.js';
import { pruneTable } from './prune-table.js';
import type { PruneJob } from './resolve-prune.js';

export interface Pruning {
  readonly job: PruneJob;
  readonly pruned: PrunedMasks;
  readonly connections: Disconnections;
  /** With its masks. */
  readonly net: NetState;
  readonly notes: readonly string[];
}

/** Writes `PRUNE_FILES` in their order, prune.json last, so that a folder with prune.json is whole. */
export async function writePruning(folder: string, pruning: Pruning): Promise<void> {
  const written: { readonly name: string; readonly sha256: string }[] = [];
  const write = async (name: string, writing: Promise<void>): Promise<void> => {
    await writing;
    written.push({ name, sha256: await sha256File(join(folder, name)) });
  };
  const text = (name: string, content: string): Promise<void> =>
    write(name, writeFileAtomically(join(folder, name), content));
  await write(PRUNED_NET, writeCheckpoint(join(folder, PRUNED_NET), pruning.net));
  const outcome = await outcomeOf(pruning);
  await text('prune.tsv', pruneTable(outcome));
  await text('report.html', pruningReportHtml(outcome));
  const record: PruneOutcome = { ...outcome, files: written };
  await writeFileAtomically(join(folder, 'prune.json'), `${JSON.stringify(record, null, 2)}\n`);
}

async function outcomeOf({ job, pruned, connections, notes }: Pruning): Promise<PruneOutcome> {
  const { plan, crop } = job;
  const { layers, backbone, net } = pruneReport(plan, pruned.joined, pruned.tasks, crop, crop);
  const { method, criterion, arbiter, compat, scope, sparsityPercent, dataset, seed, from } = job;
  return {
    schema: 'metasparse.prune/v1',
    numericalVersion: NUMERICAL_VERSION,
    method,
    criterion,
    arbiter,
    compat,
    scope,
    sparsityPercent,
    dataset,
    plan,
    seed,
    from: from === undefined ? null : { file: basename(from), sha256: await sha256File(from) },
    data: dataOf(job),
    crop,
    keepRatio: keepRatioOf(pruned),
    numToKeep: Object.fromEntries(pruned.tasks.map(({ task }, t) => [task, pruned.numToKeep[t] as number])),
    shortfall: pruned.solved?.shortfall ?? null,
    backbone,
    net,
    layers: withDeadChannels(job, layers, connections),
    disconnected: disconnectionProblems(connections),
    notes,
    files: [],
  };
}

function dataOf(job: PruneJob): PruneOutcome['data'] {
  const { data, criterion, dataDigest, split, batches, batchSize, precision, dropout } = job;
  if (data === undefined || dataDigest === null || !DATA_CRITERIA.has(criterion)) return null;
  return { name: basename(resolve(data)), split, digest: dataDigest, batches, batchSize, precision, dropout };
}

/** Kept of the first task, before ties, over its weights. */
function keepRatioOf({ tasks: [first], numToKeep: [kept = 0] }: PrunedMasks): number {
  return kept / (first?.masks.reduce((sum, { length }) => sum + length, 0) ?? 1);
}

function withDeadChannels(
  { plan }: PruneJob,
  layers: readonly LayerReport[],
  { deadChannels }: Disconnections,
): PrunedLayer[] {
  const dead = new Map(deadChannels.map(({ space, dead }) => [space, dead]));
  const ofLayer = new Map(
    channelSpaces(plan).flatMap(({ name, producers }) =>
      producers.map((layer) => [layer.name, dead.get(name) ?? 0] as const),
    ),
  );
  return layers.map((layer) => ({ ...layer, deadChannels: ofLayer.get(layer.name) ?? 0 }));
}
