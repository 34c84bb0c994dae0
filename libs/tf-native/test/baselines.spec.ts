import { describe, expect, it } from 'vitest';
import { BaselinePass, PHASES, type BatchMeasures, type Phase } from '@metasparse/baselines';
import {
  buildNet,
  freeNet,
  xavierSource,
  type DropoutCounters,
  type SceneNet,
  type Task,
  type Tensor,
} from '@metasparse/scenenet';
import { SaliencyPass } from '@metasparse/sparsity';
import { GradientSums, jointGradients, jointHeads } from '@metasparse/training';
import { dot, kernels } from './finite-difference.js';
import { context, losses, plan, tinyBatch } from './tiny-training.js';

const batch = tinyBatch(2);
const TASKS = plan.tasks.map(({ task }) => task);
const build = (dropout = false): SceneNet => buildNet(context, plan, xavierSource(kernels, 9), dropout);

function measured(
  net: SceneNet,
  learningRate: number,
  phases: readonly Phase[] = PHASES,
  dropout: DropoutCounters | null = null,
): BatchMeasures {
  const pass = new BaselinePass(context, net, { ...losses, phases, learningRate }, (_, work) => work());
  return pass.measure(batch, dropout);
}

const only = (net: SceneNet, task: Task): SceneNet => ({
  ...net,
  heads: net.heads.filter((head) => head.task === task),
});

type Gradient = ReadonlyMap<string, Float32Array>;

/** The product of two gradients with respect to everything in the backbone. */
function innerProduct(x: Gradient, y: Gradient): number {
  let sum = 0;
  for (const [name, values] of x) sum += dot(values, y.get(name) as Float32Array);
  return sum;
}

/** By the pass of training, which shares no code with that of the baselines but the layers. */
function backboneGradient(net: SceneNet, task: Task): Gradient {
  const gradients = new Map<string, Float32Array>();
  const sink = {
    weight: (conv: { layer: { name: string } }, dw: Tensor) => {
      if (conv.layer.name.startsWith('backbone')) gradients.set(conv.layer.name, kernels.read(dw));
      kernels.free(dw);
    },
    norm: (index: number, dgamma: Tensor, dbeta: Tensor) => {
      gradients.set(`gamma ${index}`, kernels.read(dgamma));
      gradients.set(`beta ${index}`, kernels.read(dbeta));
      kernels.free(dgamma, dbeta);
    },
  };
  const heads = jointHeads(only(net, task), {});
  jointGradients({ context, settings: losses, backbone: net.backbone, heads, sink }, batch, null);
  return gradients;
}

describe("each task's gradient", () => {
  it('is that of the training pass with this head alone, and in size that of the saliency pass', () => {
    const before = kernels.live();
    const net = build();
    const { tasks } = measured(net, 1e-3);
    const saliency = new SaliencyPass(context, net, losses);
    saliency.addBatch(batch, null);
    tasks.forEach(({ task, gradients }) => {
      const sums = new GradientSums(context, only(net, task), losses, {}, false);
      const [own] = sums.addBatch({ batch, dropout: null });
      expect(own?.loss).toBe(tasks.find((measure) => measure.task === task)?.loss);
      net.backbone.convs.forEach(({ layer }, l) => {
        const total = sums.layer(layer.name);
        const values = gradients?.[l] as Float32Array;
        expect(values, layer.name).toEqual(kernels.read(total));
        const size = (sum: number, value: number): number => sum + Math.abs(value);
        expect(saliency.gradientSums(task, layer.name).reduce(size, 0) / values.reduce(size, 0)).toBeCloseTo(
          1,
          5,
        );
        kernels.free(total);
      });
      sums.free();
    });
    saliency.free();
    freeNet(context, net);
    expect(kernels.live()).toBe(before);
  });
});

describe('looking ahead', () => {
  it('changes losses at the rate of the scalar product of the two gradients', () => {
    const net = build();
    // Longer steps cross kinks of the ReLUs, shorter ones drown in the rounding of float32 losses.
    const step = 3e-7;
    const [ahead, behind] = [measured(net, step), measured(net, -step)];
    const gradients = TASKS.map((task) => backboneGradient(net, task));
    for (const [i, x] of gradients.entries())
      for (const [j, y] of gradients.entries()) {
        const after = (measures: BatchMeasures): number => measures.tasks[i]?.after?.[j] ?? NaN;
        const change = (after(ahead) - after(behind)) / (2 * step);
        const size = Math.sqrt(innerProduct(x, x) * innerProduct(y, y));
        expect(Math.abs(change + innerProduct(x, y)) / size, `step of ${i} for ${j}`).toBeLessThan(0.02);
      }
    freeNet(context, net);
  });

  it('gives the same bits again, with dropout as well, leaves the net as it is, and frees everything', () => {
    const before = kernels.live();
    const net = build(true);
    const dropout: DropoutCounters = { seed: 1, batch: 0, batchSize: 2, compat: 'correct' };
    const first = measured(net, 1e-3, PHASES, dropout);
    const second = measured(net, 1e-3, PHASES, dropout);
    expect(second).toEqual(first);
    const other = build(true);
    expect(measured(other, 1e-3, PHASES, dropout)).toEqual(first);
    for (const own of [net, other]) freeNet(context, own);
    expect(kernels.live()).toBe(before);
  });

  it('asks for no more of a batch than the phases say', () => {
    const net = build();
    const live = kernels.live();
    const whole = measured(net, 1e-3);
    PHASES.forEach((_, last) => {
      const part = measured(net, 1e-3, PHASES.slice(0, last + 1));
      expect(part.feature).toEqual(whole.feature);
      for (const [t, task] of part.tasks.entries()) {
        const full = whole.tasks[t];
        expect(task.featureGradient).toEqual(last >= 1 ? full?.featureGradient : null);
        expect(task.gradients).toEqual(last >= 2 ? full?.gradients : null);
        expect(task.after).toEqual(last >= 3 ? full?.after : null);
      }
    });
    expect(kernels.live()).toBe(live);
    freeNet(context, net);
  });

  it('leaves out a task without a labelled pixel', () => {
    const net = build();
    const live = kernels.live();
    const samples = batch.samples.map((sample) => ({
      ...sample,
      labels: { ...sample.labels, depth: new Float32Array(33 * 33) },
    }));
    const pass = new BaselinePass(
      context,
      net,
      { ...losses, phases: PHASES, learningRate: 1e-3 },
      (_, work) => work(),
    );
    const { tasks } = pass.measure({ ...batch, samples }, null);
    expect(tasks.map(({ after }) => after?.map((loss) => loss !== null) ?? null)).toEqual([
      [true, true, false],
      [true, true, false],
      null,
    ]);
    expect(kernels.live()).toBe(live);
    freeNet(context, net);
  });
});
