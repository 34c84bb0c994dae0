import {
  BACKBONE_LAYERS,
  convsOf,
  type ConvParameters,
  type Kernels,
  type SceneNet,
  type Task,
  type Tensor,
} from '@metasparse/scenenet';
import { memoryScores, totalWeights, type BitMask, type TaskScores } from '@metasparse/sparsity';
import { deviceMask } from '../step/device-mask.js';
import { keepBest } from './prune.js';
import { synapticFlow, type FlowConv } from './synflow-net.js';

export interface SynflowSettings {
  /** Side of the image of ones, pixels. */
  readonly size: number;
  /** Rounds of scoring and pruning; the paper uses 100. */
  readonly rounds: number;
  /** Density of the task's subnetwork that the rounds lead to: round k of n keeps density^(k/n). */
  readonly density: number;
}

/**
 * SynFlow scores |w| dR/dw of one task's subnetwork after rounds - 1 rounds of pruning, without data: what was pruned
 * scores 0. `net` is one without a folded factor.
 * @throws RangeError for a density outside (0, 1], less than one round, or a net with folded dropout.
 */
export function synflowScores(
  kernels: Kernels,
  net: SceneNet,
  task: Task,
  { size, rounds, density }: SynflowSettings,
): TaskScores {
  if (!(density > 0 && density <= 1))
    throw new RangeError(`density is ${density}, it has to be above 0 and at most 1`);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`rounds is ${rounds}, it has to be an integer of at least 1`);
  let scores = synflowRound(kernels, net, task, size, null);
  for (let round = 1; round < rounds; round++) {
    const count = Math.max(1, Math.trunc(totalWeights(scores) * density ** (round / rounds)));
    const { masks } = keepBest(scores, count);
    scores = synflowRound(kernels, net, task, size, masks);
  }
  return scores;
}

/** One round: |w| dR/dw of a task's subnetwork under the masks of its layers; null keeps all. */
export function synflowRound(
  kernels: Kernels,
  net: SceneNet,
  task: Task,
  size: number,
  masks: readonly BitMask[] | null,
): TaskScores {
  const head = net.heads.find((candidate) => candidate.task === task);
  if (head === undefined) throw new RangeError(`the net has no head for task ${task}`);
  const convs = [...net.backbone.convs, ...convsOf(head.parameters)];
  const flow = convs.map((conv, l) => magnitude(kernels, conv, masks?.[l] ?? null));
  const arrays = new Map<string, Float32Array>();
  const branches = [0, 1, 2, 3].map((branch) => {
    const at = BACKBONE_LAYERS + 3 * branch;
    return [flow[at], flow[at + 1], flow[at + 2]] as [FlowConv, FlowConv, FlowConv];
  });
  synapticFlow(kernels, flow.slice(0, BACKBONE_LAYERS), branches, size, ({ layer, weight }, dw) => {
    arrays.set(layer.name, product(kernels, weight, dw));
  });
  kernels.free(...flow.map(({ weight }) => weight));
  const layers = convs.map(({ layer }) => layer);
  return memoryScores(
    task,
    layers,
    BACKBONE_LAYERS,
    layers.map(({ name }) => arrays.get(name) as Float32Array),
  );
}

function magnitude(
  kernels: Kernels,
  { layer, weight, fold = 1 }: ConvParameters,
  mask: BitMask | null,
): FlowConv {
  if (fold !== 1)
    throw new RangeError(`${layer.name} has a folded factor of ${fold}: build the net without dropout`);
  const absolute = kernels.abs(weight);
  if (mask === null) return { layer, weight: absolute };
  const multiplier = deviceMask(kernels, layer.shape, mask, 1);
  const masked = kernels.mul(absolute, multiplier);
  kernels.free(absolute, multiplier);
  return { layer, weight: masked };
}

/** w dR/dw on the host in O,I,H,W order; takes `dw` over. */
function product(kernels: Kernels, weight: Tensor, dw: Tensor): Float32Array {
  const scores = kernels.mul(weight, dw);
  const host = kernels.weightToHost(scores);
  const values = kernels.read(host);
  kernels.free(dw, scores, host);
  return values;
}
