import { describe, expect, it } from 'vitest';
import { buildNet, freeNet, xavierSource, type ConvParameters, type SceneNet } from '@metasparse/scenenet';
import { SaliencyPass, totalWeights, type TaskScores } from '@metasparse/sparsity';
import {
  GradientSums,
  gradientFlows,
  graspScores,
  jointSnipScores,
  netConvs,
  synflowScores,
} from '@metasparse/training';
import { kernels } from './finite-difference.js';
import { context, losses, plan, tinyBatch } from './tiny-training.js';

const batches = [0, 1].map((i) => ({ batch: tinyBatch(2, 10 * i), dropout: null }));
const build = (): SceneNet => buildNet(context, plan, xavierSource(kernels, 9), false);
const sumOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);

function layerScores(scores: TaskScores, name: string): Float32Array {
  return scores.layer(scores.layers.findIndex((layer) => layer.name === name));
}

describe('joint SNIP', () => {
  it('is SNIP where one task alone has a weight in the loss', () => {
    const before = kernels.live();
    const net = build();
    const joint = jointSnipScores(context, net, losses, { seg: 1, sn: 0, depth: 0 }, batches);
    const pass = new SaliencyPass(context, net, losses);
    for (const { batch } of batches) pass.addBatch(batch, null);
    for (const { name, scores } of pass.take('seg')) {
      const [a, b] = [sumOf(layerScores(joint, name)), sumOf(scores)];
      expect(Math.abs(a / b - 1), name).toBeLessThan(1e-5);
    }
    expect(totalWeights(joint)).toBe(
      netConvs(net).reduce((sum, { weight }) => sum + weight.shape.reduce((a, b) => a * b, 1), 0),
    );
    pass.free();
    freeNet(context, net);
    expect(kernels.live()).toBe(before);
  });
});

describe('SynFlow', () => {
  it('conserves its flow: every layer that all paths cross has the same sum of scores', () => {
    const before = kernels.live();
    const net = build();
    const scores = synflowScores(kernels, net, 'sn', { size: 33, rounds: 1, density: 0.1 });
    const stem = sumOf(layerScores(scores, 'backbone.conv1'));
    const heads = [1, 2, 3].map((k) =>
      [0, 1, 2, 3].reduce((sum, c) => sum + sumOf(layerScores(scores, `task2_fc1_c${c}.conv${k}`)), 0),
    );
    for (const sum of heads) expect(Math.abs(sum / stem - 1)).toBeLessThan(1e-3);
    freeNet(context, net);
    expect(kernels.live()).toBe(before);
  });

  it('scores what its rounds have pruned with zero, and keeps the flow alive', () => {
    const net = build();
    const scores = synflowScores(kernels, net, 'sn', { size: 33, rounds: 5, density: 0.05 });
    const positive = scores.layers.reduce(
      (sum, _, l) => sum + scores.layer(l).filter((s) => s > 0).length,
      0,
    );
    expect(positive / totalWeights(scores)).toBeLessThan(0.05 ** (4 / 5) + 0.02);
    expect(scores.layers.every((_, l) => scores.layer(l).some((s) => s > 0))).toBe(true);
    freeNet(context, net);
  });
});

describe('GraSP', () => {
  it('is the change of the squared gradient as weights are scaled', () => {
    const before = kernels.live();
    const net = build();
    const { layers, flows } = gradientFlows(context, net, losses, 'seg', batches, 1e-6);
    const isLast = (name: string): boolean => name.endsWith('conv3');
    const sum = flows.reduce(
      (total, flow, l) => total + (isLast(layers[l]?.name ?? '') ? sumOf(flow) : 0),
      0,
    );
    const step = 1e-3;
    // d(g'g) = 2 (H g) dw, and dw = step w on either side.
    const numeric = (gradientFlow(net, isLast, 1 + step) - gradientFlow(net, isLast, 1 - step)) / (4 * step);
    expect(Math.abs(sum / numeric - 1)).toBeLessThan(0.2);
    freeNet(context, net);
    expect(kernels.live()).toBe(before);
  });

  it('ranks in the order of its signed values', () => {
    const net = build();
    const { flows } = gradientFlows(context, net, losses, 'seg', batches);
    const scores = graspScores(context, net, losses, 'seg', batches);
    const [flow, ranks] = [flows[3] as Float32Array, scores.layer(3)];
    const order = [...flow.keys()].sort((a, b) => (flow[a] as number) - (flow[b] as number));
    expect(
      order.every((i, at) => at === 0 || (ranks[i] as number) >= (ranks[order[at - 1] as number] as number)),
    ).toBe(true);
    freeNet(context, net);
  });
});

/** Squared length of the seg gradient summed over the batches, some head layers scaled. */
function gradientFlow(net: SceneNet, moves: (name: string) => boolean, factor: number): number {
  const heads = net.heads
    .filter(({ task }) => task === 'seg')
    .map((head) => ({
      ...head,
      parameters: {
        branches: head.parameters.branches.map(
          ([a, b, c]) => [a, scaled(b, moves, factor), scaled(c, moves, factor)] as const,
        ),
      },
    }));
  const sums = new GradientSums(context, { ...net, heads }, losses, {}, false);
  for (const batch of batches) sums.addBatch(batch);
  const total = netConvs({ ...net, heads }).reduce((sum, { layer }) => {
    const gradient = sums.layer(layer.name);
    const squares = kernels.read(gradient).reduce((s, v) => s + v * v, 0);
    kernels.free(gradient);
    return sum + squares;
  }, 0);
  sums.free();
  for (const { parameters } of heads)
    for (const conv of parameters.branches.flat()) if (moves(conv.layer.name)) kernels.free(conv.weight);
  return total;
}

function scaled(conv: ConvParameters, moves: (name: string) => boolean, factor: number): ConvParameters {
  if (!moves(conv.layer.name)) return conv;
  const weight = kernels.scale(conv.weight, factor);
  return { ...conv, weight };
}
