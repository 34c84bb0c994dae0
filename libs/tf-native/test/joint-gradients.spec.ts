import { expect, it } from 'vitest';
import {
  buildNet,
  freeNet,
  xavierSource,
  type BackboneParameters,
  type SceneNet,
  type Tensor,
} from '@metasparse/scenenet';
import { jointGradients, jointHeads } from '@metasparse/training';
import { dot, kernels } from './finite-difference.js';
import { context, losses, plan, settings, tinyBatch } from './tiny-training.js';

const batch = tinyBatch(2);

/** The joint loss, and the gradients of batch norm and biases by name. */
function run(net: SceneNet, gradients?: Map<string, Float32Array>): number {
  const keep = (name: string, x: Tensor): void => {
    gradients?.set(name, kernels.read(x));
    kernels.free(x);
  };
  const values = jointGradients(
    {
      context,
      settings: losses,
      backbone: net.backbone,
      heads: jointHeads(net, settings.lambdas),
      sink: {
        weight: (_, dw) => kernels.free(dw),
        bias: ({ layer }, db) => keep(`${layer.name} bias`, db),
        norm: (index, dgamma, dbeta) => {
          keep(`${index} gamma`, dgamma);
          keep(`${index} beta`, dbeta);
        },
      },
    },
    batch,
    null,
  );
  return values.reduce((sum, { task, loss }) => sum + (loss ?? 0) * (settings.lambdas[task] ?? 1), 0);
}

function withNorm(net: SceneNet, index: number, part: 'gamma' | 'beta', value: Tensor): SceneNet {
  const norms: BackboneParameters['norms'] = net.backbone.norms.map((norm, i) =>
    i === index ? { ...norm, [part]: value } : norm,
  );
  return { ...net, backbone: { ...net.backbone, norms } };
}

function withBias(net: SceneNet, name: string, bias: Tensor): SceneNet {
  const swap = <T extends { layer: { name: string } }>(conv: T): T =>
    conv.layer.name === name ? { ...conv, bias } : conv;
  const heads = net.heads.map((head) => ({
    ...head,
    parameters: {
      branches: head.parameters.branches.map(([a, b, c]) => [swap(a), swap(b), swap(c)] as const),
    },
  }));
  return { ...net, heads };
}

it('has the gradient of the joint loss with respect to batch norm and biases', () => {
  const before = kernels.live();
  const net = buildNet(context, plan, xavierSource(kernels, 5), false);
  const gradients = new Map<string, Float32Array>();
  run(net, gradients);
  expect(gradients.size).toBe(2 * 36 + 36);
  const check = (name: string, old: Tensor, moved: (value: Tensor) => SceneNet): void => {
    const gradient = gradients.get(name) as Float32Array;
    const norm = Math.sqrt(dot(gradient, gradient));
    const values = kernels.read(old);
    const errors = [1e-2, 3e-3, 1e-3, 3e-4].map((step) => {
      const at = (sign: number): number => {
        const value = kernels.upload(
          values.map((v, i) => v + (sign * step * (gradient[i] as number)) / norm),
          old.shape,
        );
        const loss = run(moved(value));
        kernels.free(value);
        return loss;
      };
      return Math.abs((at(1) - at(-1)) / (2 * step) / norm - 1);
    });
    expect(Math.min(...errors), name).toBeLessThan(0.03);
  };
  for (const index of [0, 6, 20, 34])
    for (const part of ['gamma', 'beta'] as const) {
      const norm = net.backbone.norms[index];
      if (norm !== undefined)
        check(`${index} ${part}`, norm[part], (value) => withNorm(net, index, part, value));
    }
  for (const { parameters } of net.heads)
    for (const { layer, bias } of parameters.branches[1] ?? [])
      if (bias !== null) check(`${layer.name} bias`, bias, (value) => withBias(net, layer.name, value));
  freeNet(context, net);
  expect(kernels.live()).toBe(before);
});

it('sums the tasks with their lambdas', () => {
  const net = buildNet(context, plan, xavierSource(kernels, 6), false);
  const gradientOf = (lambdas: Record<string, number>): Float32Array => {
    let found = new Float32Array(0);
    const weight = ({ layer }: { layer: { name: string } }, dw: Tensor): void => {
      if (layer.name === 'backbone.ds.3.0') found = Float32Array.from(kernels.read(dw));
      kernels.free(dw);
    };
    const heads = jointHeads(net, lambdas);
    jointGradients(
      { context, settings: losses, backbone: net.backbone, heads, sink: { weight } },
      batch,
      null,
    );
    return found;
  };
  const parts = [
    gradientOf({ seg: 1, sn: 0, depth: 0 }),
    gradientOf({ seg: 0, sn: 1, depth: 0 }),
    gradientOf({ seg: 0, sn: 0, depth: 1 }),
  ];
  const joint = gradientOf({ seg: 2, sn: 5, depth: 0.5 });
  const scale = Math.sqrt(dot(joint, joint) / joint.length);
  joint.forEach((value, i) => {
    const sum = [2, 5, 0.5].reduce((total, lambda, t) => total + lambda * (parts[t]?.[i] ?? NaN), 0);
    expect(Math.abs(value - sum)).toBeLessThan(1e-4 * scale);
  });
  freeNet(context, net);
});
