import {
  DATASET_CONFIGS,
  backboneBackward,
  backboneForward,
  buildNet,
  convsOf,
  freeBackboneTape,
  freeNet,
  headBackward,
  headForward,
  taskLoss,
  xavierSource,
  type Batch,
  type ConvParameters,
  type NetPlan,
  type PassContext,
  type SceneNet,
  type TaskHead,
  type Tensor,
} from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { dot, kernels, random } from './finite-difference.js';

const context: PassContext = { kernels, backward: 'float32' };
const config = DATASET_CONFIGS.taskonomy;
const plan: NetPlan = {
  widths: { backbone: [8, 8, 8, 8], head: 8 },
  tasks: config.tasks.map((task) => ({ task, classes: config.classes[task] as number })),
};
const SIZE = 33;
/** ReLU and max-pool have kinks, which a large step crosses; float32 has noise, in which a small one drowns. */
const RELATIVE_STEPS = [1e-3, 1e-4, 3e-5, 1e-5];

function batch(): Batch {
  const sample = (i: number): Batch['samples'][number] => ({
    id: `sample ${i}`,
    height: SIZE,
    width: SIZE,
    image: random(100 + i, [SIZE, SIZE, 3], (v) => 100 * v),
    labels: {
      seg: random(110 + i, [SIZE, SIZE], (v) => Math.floor((v + 1) * 8.5)),
      normal: random(120 + i, [SIZE, SIZE, 3]),
      depth: random(130 + i, [SIZE, SIZE], (v) => 9 * v),
      depth_mask: new Float32Array(SIZE * SIZE).fill(1),
      keypoint: random(140 + i, [SIZE, SIZE], (v) => 9 * v),
      edge: random(150 + i, [SIZE, SIZE], (v) => 9 * v),
    },
  });
  return { samples: [sample(0), sample(1)], height: SIZE, width: SIZE };
}

function upload(images: Batch): Tensor {
  const pixels = images.samples.flatMap(({ image }) => [...image]);
  return kernels.upload(Float32Array.from(pixels), [2, SIZE, SIZE, 3]);
}

/** The loss of one task and, on request, dL/dw of every convolution it passes through. */
function run(
  net: SceneNet,
  head: TaskHead,
  images: Batch,
  gradients: Map<string, Float32Array> | null,
): number {
  const tape = backboneForward(context, net.backbone, upload(images));
  const { prediction, tape: headTape } = headForward(context, head.parameters, tape.feature, null);
  const [, h, w] = prediction.shape as [number, number, number];
  const settings = { config, classWeights: null };
  const { loss, gradient } = taskLoss(head.task, settings, kernels.read(prediction), h, w, images);
  const dprediction = kernels.upload(gradient, prediction.shape);
  const sink = {
    weight(conv: ConvParameters, dw: Tensor): void {
      gradients?.set(conv.layer.name, kernels.read(dw));
      kernels.free(dw);
    },
  };
  const dfeature = headBackward(context, head.parameters, tape.feature, headTape, dprediction, sink);
  backboneBackward(context, net.backbone, tape, dfeature, sink);
  freeBackboneTape(context, tape);
  kernels.free(prediction);
  return loss;
}

/** The loss with one convolution's weights moved by `step` times `direction`. */
function movedLoss(
  net: SceneNet,
  head: TaskHead,
  conv: ConvParameters,
  direction: Float32Array,
  step: number,
  images: Batch,
): number {
  const values = kernels.read(conv.weight).map((value, i) => value + step * (direction[i] as number));
  const moved = kernels.upload(values, conv.weight.shape);
  const swap = (c: ConvParameters): ConvParameters => (c === conv ? { ...c, weight: moved } : c);
  const swapped: SceneNet = { ...net, backbone: { ...net.backbone, convs: net.backbone.convs.map(swap) } };
  const branches = head.parameters.branches.map(([a, b, c]) => [swap(a), swap(b), swap(c)] as const);
  const loss = run(swapped, { ...head, parameters: { branches } }, images, null);
  kernels.free(moved);
  return loss;
}

describe('the whole net', () => {
  const images = batch();

  it.each(plan.tasks.map(({ task }) => task))('has the gradient of the %s loss, layer by layer', (task) => {
    const before = kernels.live();
    const net = buildNet(context, plan, xavierSource(kernels, 5), false);
    const head = net.heads.find((h) => h.task === task) as TaskHead;
    const gradients = new Map<string, Float32Array>();
    run(net, head, images, gradients);
    const convs = [...net.backbone.convs, ...convsOf(head.parameters)];
    expect(gradients.size).toBe(convs.length);
    for (const conv of convs.filter((_, i) => i % 6 === 0 || (i > 32 && i < 41))) {
      const gradient = gradients.get(conv.layer.name) as Float32Array;
      const norm = Math.sqrt(dot(gradient, gradient));
      const direction = gradient.map((value) => value / norm);
      const size = Math.sqrt(dot(kernels.read(conv.weight), kernels.read(conv.weight)));
      const errors = RELATIVE_STEPS.map((relative) => {
        const step = relative * size;
        const ahead = movedLoss(net, head, conv, direction, step, images);
        const behind = movedLoss(net, head, conv, direction, -step, images);
        return Math.abs((ahead - behind) / (2 * step) / norm - 1);
      });
      expect(Math.min(...errors), `${task} ${conv.layer.name}`).toBeLessThan(0.03);
    }
    freeNet(context, net);
    expect(kernels.live()).toBe(before);
  });
});
