import { describe, expect, it } from 'vitest';
import { buildGainsFile, type TrainedRun } from './build-gains-file.js';
import { gainsTsv } from './gains-tsv.js';
import { pairGain } from './pair-gain.js';
import { relativeGain } from './relative-gain.js';

const run = (tasks: readonly string[], seed: number, loss: number, accuracy: number): TrainedRun => ({
  tasks,
  seed,
  losses: Object.fromEntries(tasks.map((task) => [task, loss])),
  metrics: Object.fromEntries(
    tasks.map((task) => [
      task,
      [
        { name: 'accuracy', better: 'higher', value: accuracy },
        { name: 'error', better: 'lower', value: loss },
      ],
    ]),
  ),
  seconds: 2,
});

const FILE = buildGainsFile({
  head: { dataset: 'nyuv2', tasks: ['a', 'b'], seeds: [0, 1], settings: { width: 1 }, key: 'k' },
  subsets: [['a'], ['b'], ['a', 'b']],
  runs: [run(['a'], 0, 2, 0.5), run(['a'], 1, 2, 0.5), run(['b'], 0, 4, 0.5), run(['a', 'b'], 0, 1, 0.6)],
  failures: [
    { tasks: ['b'], seed: 1, reason: 'NaN' },
    { tasks: ['a', 'b'], seed: 1, reason: 'NaN' },
  ],
  costs: (tasks) => ({ flops: 10 * tasks.length, params: tasks.length }),
});
const [a, , both] = FILE.subsets;

describe('gains over training alone', () => {
  it('are positive where the value is better, whichever way that is', () => {
    expect([relativeGain(2, 1, 'lower'), relativeGain(2, 3, 'higher')]).toEqual([0.5, 0.5]);
    expect([relativeGain(-2, -1, 'lower'), relativeGain(2, 2, 'lower')]).toEqual([-0.5, 0]);
    expect([relativeGain(0, 1, 'lower'), relativeGain(null, 1, 'lower')]).toEqual([null, null]);
  });

  it('are 0 for a task alone, and null where a training failed or that of the task alone did', () => {
    expect(a?.gains).toEqual({ a: [0, 0] });
    expect(both?.gains).toEqual({ a: [0.5, null], b: [0.75, null] });
    expect(both?.values).toEqual({ a: [1, null], b: [1, null] });
  });

  it('are there for each metric, and as their mean', () => {
    expect(both?.metrics['a']).toEqual([
      {
        name: 'accuracy',
        better: 'higher',
        values: [0.6, null],
        gains: [expect.closeTo(0.2, 12) as number, null],
      },
      { name: 'error', better: 'lower', values: [1, null], gains: [0.5, null] },
    ]);
    expect(both?.deltaMtl['a']).toEqual([expect.closeTo(0.35, 12), null]);
  });

  it('of a pair are directed, and null where it was not trained', () => {
    expect(pairGain(FILE, 'loss', 'b', 'a')).toEqual([0.75, null]);
    expect(pairGain(FILE, 'delta_mtl', 'a', 'b')?.[0]).toBeCloseTo(0.35, 12);
    expect(pairGain({ subsets: [] }, 'loss', 'a', 'b')).toBeNull();
  });

  it('are written in percent, a line a set, task, measure and seed', () => {
    const lines = gainsTsv(FILE).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 4 * 4 * 2);
    expect(lines).toContain('a+b\tb\t0\ttest loss\tlower\t1\t75');
    expect(lines).toContain('a+b\tb\t1\ttest loss\tlower\t\t');
    expect(FILE.seconds).toBe(8);
  });
});
