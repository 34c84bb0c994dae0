import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '@metasparse/contracts';
import { scaledWidths, type NetPlan, type Task } from '@metasparse/scenenet';
import { randomNet } from '../../test/random-net.js';
import { checkNet } from './check-net.js';
import { inferPlan } from './infer-plan.js';
import { netTensor, type NetState } from './net-state.js';

const widths = scaledWidths(1 / 64);
const planOf = (...tasks: [Task, number][]): NetPlan => ({
  widths,
  tasks: tasks.map(([task, classes]) => ({ task, classes })),
});
const PLAN = planOf(['seg', 40], ['sn', 3], ['depth', 1]);
const NET = randomNet(PLAN, { masked: true });

const without = (name: string): NetState => ({
  ...NET,
  tensors: new Map([...NET.tensors].filter(([key]) => key !== name)),
});
const withTensor = (name: string, shape: readonly number[]): NetState => ({
  ...NET,
  tensors: new Map([
    ...NET.tensors,
    [name, netTensor(shape, new Float32Array(shape.reduce((p, n) => p * n, 1)))],
  ]),
});
const check =
  (state: NetState, plan = PLAN) =>
  () =>
    checkNet('x.pth', state, plan);

describe('a net', () => {
  it('is accepted where names and shapes are those of the plan, counts or not', () => {
    expect(check(NET)).not.toThrow();
    expect(check({ ...NET, counts: new Map() })).not.toThrow();
  });

  it.each<[string, NetState, string]>([
    ['lacks a tensor', without('backbone.ds.2.1.bias'), 'it lacks "backbone.ds.2.1.bias"'],
    [
      'has one too many',
      withTensor('task4_fc1_c0.conv1.weight', [1]),
      'it also has "task4_fc1_c0.conv1.weight"',
    ],
    [
      'has another shape',
      withTensor('backbone.conv1.weight', [1, 3, 5, 5]),
      'of shape [1, 3, 5, 5], this net needs',
    ],
    [
      'has a mask for nothing',
      {
        ...NET,
        masks: new Map([['w', { shape: [1], read: () => ({ length: 1, bytes: Uint8Array.of(0) }) }]]),
      },
      'mask for "w"',
    ],
  ])('is refused where it %s', (_, state, message) => {
    expect(check(state)).toThrow(InvalidDataError);
    expect(check(state)).toThrow(message);
  });

  it('is refused as the net of other tasks or widths', () => {
    expect(check(NET, planOf(['seg', 40], ['sn', 3]))).toThrow('it also has');
    expect(check(NET, planOf(['seg', 19], ['sn', 3], ['depth', 1]))).toThrow('needs [19, 16, 1, 1]');
    expect(check(NET, { ...PLAN, widths: scaledWidths(1 / 32) })).toThrow('this net needs');
  });
});

describe("a net's plan", () => {
  const inferred = (plan: NetPlan, tasks?: readonly Task[]) => inferPlan('x.pth', randomNet(plan), tasks);

  it.each([
    [PLAN],
    [planOf(['seg', 40], ['sn', 3])],
    [planOf(['seg', 19], ['depth', 1])],
    [planOf(['seg', 17], ['sn', 3], ['depth', 1], ['keypoint', 1], ['edge', 1])],
  ])('is read from shapes where its combination is published: %j', (plan) => {
    expect(inferred(plan)).toEqual(plan);
  });

  it('needs the tasks named in any other case', () => {
    const own = planOf(['depth', 1], ['edge', 1]);
    expect(() => inferred(own)).toThrow('2 heads of 1, 1 classes; name their tasks');
    expect(() => inferred(own, ['depth'])).toThrow('2 heads');
    expect(inferred(own, ['depth', 'edge'])).toEqual(own);
  });

  it('is refused for a file of another architecture', () => {
    expect(() => inferPlan('x.pth', without('backbone.blocks.3.0.conv1.weight'))).toThrow(
      'not a checkpoint of this net',
    );
    const headless = new Map([...NET.tensors].filter(([name]) => name.startsWith('backbone')));
    expect(() => inferPlan('x.pth', { ...NET, tensors: headless })).toThrow('has no head');
  });
});
