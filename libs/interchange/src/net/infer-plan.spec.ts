import { InvalidDataError } from '@metasparse/contracts';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { netEntries } from './net-names.js';
import { netTensor, type NetState } from './net-state.js';
import { inferPlan, withTasks } from './infer-plan.js';

const PLAN: NetPlan = {
  widths: scaledWidths(1 / 16),
  tasks: [
    { task: 'edge', classes: 1 },
    { task: 'depth', classes: 1 },
  ],
};

function zeros(plan: NetPlan): NetState {
  const entries = netEntries(plan).filter(({ kind }) => kind !== 'count');
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  return {
    tensors: new Map(
      entries.map(({ name, shape }) => [name, netTensor(shape, new Float32Array(size(shape)))]),
    ),
    masks: new Map(),
    counts: new Map(),
    meta: { kept: 'as it is' },
  };
}

describe('inferPlan', () => {
  it('takes the tasks that are given, then those the net names', () => {
    expect(inferPlan('net', zeros(PLAN), ['edge', 'depth'])).toEqual(PLAN);
    const named = withTasks(zeros(PLAN), PLAN);
    expect(named.meta).toEqual({ kept: 'as it is', tasks: 'edge,depth' });
    expect(inferPlan('net', named)).toEqual(PLAN);
    expect(inferPlan('net', named, ['keypoint', 'edge']).tasks[0]).toEqual({ task: 'keypoint', classes: 1 });
  });

  it('refuses heads that nobody names, and names that are no tasks or too few', () => {
    expect(() => inferPlan('net', zeros(PLAN))).toThrow('name their tasks');
    for (const tasks of ['edge', 'edge,cat'])
      expect(() => inferPlan('net', { ...zeros(PLAN), meta: { tasks } })).toThrow(InvalidDataError);
  });
});
