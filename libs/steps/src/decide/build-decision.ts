import type { SimilarityFile } from '@metasparse/affinity';
import type { BranchRow, GroupsFile } from '@metasparse/grouping';
import {
  decisionAnswer,
  type DecisionFile,
  type DecisionNetwork,
  type DecisionTrunk,
  type RunFile,
} from '@metasparse/report';
import type { ResolvedDecision } from './decide-request.js';
import { decisionCertainty } from './decision-certainty.js';
import { decisionDoubts } from './decision-doubts.js';
import { nextCommands } from './next-commands.js';
import type { PrunedNetwork } from './pruned-network.js';
import { surerWays } from './surer-ways.js';

/** Everything that was found. */
export interface Findings {
  readonly decision: ResolvedDecision;
  readonly similarity: SimilarityFile;
  readonly run: RunFile;
  readonly groups: GroupsFile;
  /** In the order of the chosen networks. */
  readonly networks: readonly PrunedNetwork[];
}

/** The decision of what was found. */
export function buildDecision(findings: Findings): DecisionFile {
  const { decision, similarity, run, groups } = findings;
  const { metric, weighting } = decision.groups;
  const networks = (groups.sets[0]?.networks ?? []).map(({ serves }, i) => network(findings, serves, i));
  const total = totalOf(networks, groups.budget);
  return {
    schema: 'metasparse.decision/v1',
    dataset: similarity.dataset,
    tasks: similarity.tasks,
    metric,
    weighting,
    sparsityPercent: decision.sparsityPercent,
    budget: groups.budget,
    answer: decisionAnswer(networks),
    networks,
    total,
    certainty: decisionCertainty(findings),
    surer: surerWays(findings),
    doubts: decisionDoubts(findings, networks, total),
    next: nextCommands(findings, networks),
    effort: {
      seeds: similarity.seeds.length,
      batches: similarity.batches,
      secondsPerBatch: run.times.secondsPerBatch,
      workers: run.device.workers,
    },
  };
}

function network({ groups, networks }: Findings, serves: readonly string[], i: number): DecisionNetwork {
  const { name, tasks, outcome } = networks[i] as PrunedNetwork;
  const { net, backbone, crop, disconnected } = outcome;
  return {
    tasks,
    serves,
    folder: `networks/${name}`,
    net: `networks/${name}/pruned.safetensors`,
    weights: net.weights,
    params: net.kept,
    denseFlops: net.flops,
    flops: net.keptFlops,
    crop,
    sparsity: backbone.sparsity,
    trunk: trunkOf(groups.branchPoints, tasks),
    disconnected,
  };
}

/** By the overlap above chance where chance is known. */
function trunkOf(rows: readonly BranchRow[], tasks: readonly string[]): DecisionTrunk | null {
  const own = rows.filter((row) => row.tasks.join('+') === tasks.join('+'));
  const row = own.find(({ scale }) => scale === 'above chance') ?? own[0];
  if (row === undefined) return null;
  const { splitAt, scale, layers, certainty } = row;
  const name = (place: number): string => layers[Math.round(place)]?.name ?? '';
  const [low, high] = certainty.interval ?? [];
  return {
    splitAt,
    scale,
    interval: low === undefined || high === undefined ? null : [name(low), name(high)],
    same: certainty.same,
  };
}

function totalOf(
  networks: readonly DecisionNetwork[],
  { kind, limit }: GroupsFile['budget'],
): DecisionFile['total'] {
  const params = networks.reduce((sum, one) => sum + one.params, 0);
  const flops = networks.reduce((sum, one) => sum + one.flops, 0);
  const spent = kind === 'flops' ? flops : kind === 'params' ? params : networks.length;
  return { params, flops, withinBudget: spent <= limit };
}
