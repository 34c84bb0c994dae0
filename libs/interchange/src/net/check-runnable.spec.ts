import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '@metasparse/contracts';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { randomNet } from '../../test/random-net.js';
import { checkNet } from './check-net.js';
import { checkRunnable } from './check-runnable.js';
import { asCompact, isCompact } from './compact-widths.js';
import { inferPlan } from './infer-plan.js';
import { netTensor, type NetState } from './net-state.js';

const PLAN: NetPlan = { widths: scaledWidths(1 / 32), tasks: [{ task: 'depth', classes: 1 }] };
const WHOLE = randomNet(PLAN);

/** The net with other shapes of some tensors. */
const reshaped = (shapes: Readonly<Record<string, readonly number[]>>): NetState => ({
  ...asCompact(WHOLE, PLAN),
  tensors: new Map([
    ...WHOLE.tensors,
    ...Object.entries(shapes).map(
      ([name, shape]) =>
        [name, netTensor(shape, new Float32Array(shape.reduce((p, n) => p * n, 1)))] as const,
    ),
  ]),
});

/** The inner channels of the first block, of which one stays. */
const NARROWER = {
  'backbone.blocks.0.0.conv1.weight': [1, 2, 3, 3],
  'backbone.blocks.0.0.bn1.weight': [1],
  'backbone.blocks.0.0.bn1.bias': [1],
  'backbone.blocks.0.0.bn1.running_mean': [1],
  'backbone.blocks.0.0.bn1.running_var': [1],
  'backbone.blocks.0.0.conv2.weight': [2, 1, 3, 3],
};

describe('a compacted net', () => {
  const compact = reshaped(NARROWER);

  it('runs where its layers follow each other, and keeps the plan of the whole net', () => {
    expect(isCompact(compact)).toBe(true);
    expect(inferPlan('x', compact, ['depth'])).toEqual(PLAN);
    checkRunnable('x', compact, PLAN);
  });

  it('is no net to train or prune', () => {
    expect(() => checkNet('x', compact, PLAN)).toThrow(/x: is a compacted net/);
  });

  it.each([
    ['a layer that reads other channels', { ...NARROWER, 'backbone.blocks.0.0.conv2.weight': [2, 2, 3, 3] }],
    ['a norm of other channels', { ...NARROWER, 'backbone.blocks.0.0.bn1.bias': [2] }],
    ['a stream that does not fit its additions', { 'backbone.blocks.0.1.conv2.weight': [1, 2, 3, 3] }],
    ['a head that reads another stream', { 'task1_fc1_c2.conv1.weight': [32, 15, 3, 3] }],
    ['a kernel of another size', { 'backbone.ds.1.0.weight': [4, 2, 3, 3] }],
  ])('is refused with %s', (_, shapes) => {
    expect(() => checkRunnable('x', reshaped(shapes), PLAN)).toThrow(InvalidDataError);
  });

  it.each(['1,2,3,4', '1,2,3,4,0', '1,2,3,4,x', '1,2,3,4,5,6', ''])(
    'is refused with the widths %j',
    (widths) => {
      const odd = { ...compact, meta: { compact_widths: widths } };
      expect(() => inferPlan('x', odd, ['depth'])).toThrow(/compact_widths/);
    },
  );
});

it('without the mark is checked like any net', () => {
  checkRunnable('x', WHOLE, PLAN);
  expect(() => {
    checkRunnable('x', { ...reshaped(NARROWER), meta: {} }, PLAN);
  }).toThrow(/of shape \[1, 2, 3, 3\]/);
});
