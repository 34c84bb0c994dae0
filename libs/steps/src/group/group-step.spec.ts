import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DomainError } from '@metasparse/contracts';
import type { GroupsFile } from '@metasparse/grouping';
import { groupStep, type GroupRequest } from './group-step.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-group-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(content: unknown): string {
  const path = join(folder, 'input.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function choose(content: unknown, settings: Partial<GroupRequest> = {}): GroupsFile {
  return groupStep({
    from: file(content),
    budget: { kind: 'networks', limit: 1 },
    overlap: true,
    together: [],
    apart: [],
    metric: 'iou',
    weighting: 'equal',
    sparsity: 'mean',
    alone: 1,
    fill: true,
    runnersUp: 2,
    seed: 0,
    confidence: 0.95,
    ...settings,
  });
}

const networks = ({ sets }: GroupsFile): string[] =>
  (sets[0]?.networks ?? []).map(({ tasks }) => tasks.join('+'));

const SINGLES = ['seg', 'sn'].map((task) => ({
  tasks: [task],
  gains: { [task]: [0, 0] },
  costs: { flops: 10 },
}));
const GAINS = { schema: 'metasparse.gains/v1', tasks: ['seg', 'sn'], seeds: [0, 1], subsets: SINGLES };
const withSubset = (subset: object): object => ({ ...GAINS, subsets: [...SINGLES, subset] });
const BOTH = { tasks: ['sn', 'seg'], gains: { seg: [0.3, -0.1], sn: [0.1, 0] } };

const row = (pair: readonly string[], value: number | null, more: object = {}): object => ({
  pair,
  metric: 'iou',
  weighting: 'equal',
  sparsity: 'mean',
  value,
  seedValues: [value, value],
  ...more,
});
const SIMILARITY = {
  schema: 'metasparse.similarity/v1',
  dataset: 'other',
  tasks: ['a', 'b', 'c'],
  layers: [],
  rows: [row(['a', 'b'], 0.8), row(['a', 'c'], 0.5), row(['b', 'c'], 0.6)],
  layerRows: [],
};
const withRows = (...rows: object[]): object => ({ ...SIMILARITY, rows });

describe('groupStep', () => {
  it('takes gains in any order of names, and the mean over seeds', () => {
    const answer = choose(withSubset(BOTH));
    expect(networks(answer)).toEqual(['seg+sn']);
    expect(answer.sets[0]?.value).toBeCloseTo(0.15, 12);
    expect(answer.sets[0]?.taskValues).toEqual({ seg: expect.closeTo(0.1, 12), sn: 0.05 });
    expect(answer.objective.better).toBe('higher');
  });

  it('takes losses with and without seeds, and predicts what was not trained', () => {
    const singles = [{ a: [1, 2] }, { b: [1, 2] }, { c: [1, 2] }];
    const pairs = [
      { a: [1, 1], b: [2, 2] },
      { a: [2, 2], c: [2, 2] },
      { c: [3, 3], b: [1, 1] },
    ];
    const answer = choose({ tasks: ['a', 'b', 'c'], networks: [...singles, ...pairs] });
    expect(answer.sets[0]).toMatchObject({ value: 1.5 + 1.5 + 2.5, networks: [{ measured: false }] });
    const single = choose({ tasks: ['a'], networks: [{ a: 4 }] });
    expect([single.sets[0]?.value, single.certainty]).toEqual([4, null]);
  });

  it('leaves out a network whose training failed, and says so', () => {
    const answer = choose(withSubset({ ...BOTH, gains: { seg: [0.3, null], sn: [0.1, 0] } }), {
      budget: { kind: 'networks', limit: 2 },
    });
    expect(networks(answer)).toEqual(['seg', 'sn']);
    expect(answer.notes[0]).toContain('sn+seg has no number for each task');
  });

  it('takes the mean similarity to the mates, and in a directed file what the mate gives', () => {
    const two = { budget: { kind: 'networks', limit: 2 } } as const;
    expect(choose(SIMILARITY, two).sets[0]).toMatchObject({ value: expect.closeTo(2.6, 12) });
    expect(choose(SIMILARITY).sets[0]?.value).toBeCloseTo(0.65 + 0.7 + 0.55, 12);
    const directed = [row(['b', 'a'], 0.1), row(['c', 'a'], 0.1), row(['c', 'b'], 0.1)];
    const answer = choose({ ...SIMILARITY, rows: [...SIMILARITY.rows, ...directed] });
    expect(answer.sets[0]?.taskValues).toMatchObject({
      a: 0.1,
      b: expect.closeTo(0.45, 12),
      c: expect.closeTo(0.55, 12),
    });
  });

  it('finds where the overlap falls, as it is and above chance', () => {
    const overlap = [0.9, 0.9, 0.8, 0.2, 0.1];
    const layers = [
      ...overlap.map((_, l) => ({ name: `layer${l}`, weights: 9 })),
      { name: 'backbone.ds.1.0', weights: 9 },
    ];
    const layerRows = [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ].flatMap((pair) =>
      [50, 90].map((sparsity) => ({
        pair,
        metric: 'iou',
        sparsity,
        seedValues: [
          [...overlap, 0],
          [...overlap.map((x) => x + 0.05), null],
        ],
        chance: [0.89, 0.5, 0, 0, 0, 0],
      })),
    );
    const [raw, above] = choose({ ...SIMILARITY, layers, layerRows }).branchPoints;
    expect(raw).toMatchObject({
      scale: 'overlap',
      splitAt: 'layer3',
      certainty: { seedPoints: [3, 3], interval: [3, 3] },
    });
    expect(raw?.layers).toHaveLength(5);
    expect(above?.layers[0]?.overlap).toBeCloseTo((0.925 - 0.89) / 0.11, 9);
    expect(choose(SIMILARITY).branchPoints).toEqual([]);
  });

  it('beyond 12 tasks says that it is the best found', () => {
    const tasks = Array.from({ length: 14 }, (_, t) => `t${t}`);
    const rows = tasks.flatMap((a, i) =>
      tasks.slice(i + 1).map((b, j) => row([a, b], ((i + 1) * (j + 3)) % 7)),
    );
    const answer = choose({ ...SIMILARITY, tasks, rows }, { resamples: 2, alone: 0 });
    expect(answer.proof).toMatchObject({ optimal: false, candidates: 2 ** 14 - 1 });
    expect(answer.notes.join()).toContain('not proven');
    expect(answer.proof.bound).toBeGreaterThanOrEqual(answer.sets[0]?.value ?? NaN);
  });
});

describe('groupStep refuses', () => {
  const flops = { budget: { kind: 'flops', limit: 15 } } as const;
  it.each<[string, unknown, Partial<GroupRequest>, number, string]>([
    ['no JSON', '{', {}, 3, 'is not JSON'],
    ['null', 'null', {}, 3, 'schema is missing'],
    ['another schema', { schema: 'x' }, {}, 3, 'schema is "x"'],
    ['another kind', GAINS, { kind: 'losses' }, 2, 'is a file of kind gains, --from says losses'],
    [
      'text for a gain',
      withSubset({ ...BOTH, gains: { seg: ['x', 1] } }),
      {},
      3,
      'subsets.2.gains.seg.0 is "x"',
    ],
    [
      'a set twice',
      withSubset({ tasks: ['sn'], gains: { sn: [1, 1] } }),
      {},
      3,
      'subsets.2 lists sn a second time',
    ],
    ['a task twice', withSubset({ ...BOTH, tasks: ['sn', 'sn'] }), {}, 3, 'names the task sn twice'],
    [
      'an unknown task',
      withSubset({ tasks: ['dog'], gains: { dog: [1, 1] } }),
      {},
      3,
      'names the task "dog"; known are seg, sn',
    ],
    [
      'a missing gain',
      withSubset({ ...BOTH, gains: { seg: [1, 1] } }),
      {},
      3,
      'subsets.2 has no number for its task sn',
    ],
    [
      'too few seeds',
      withSubset({ ...BOTH, gains: { seg: [1], sn: [1] } }),
      {},
      3,
      'has 1 values for 2 seeds',
    ],
    ['no networks', { tasks: ['a'], networks: [] }, {}, 3, 'networks is []'],
    [
      'seeds that differ',
      { tasks: ['a', 'b'], networks: [{ a: [1, 2] }, { b: 1 }] },
      {},
      3,
      'different numbers of seeds',
    ],
    [
      'a task in no network',
      { tasks: ['a', 'b'], networks: [{ a: 1 }] },
      {},
      2,
      'no choice of networks serves every task',
    ],
    ['31 tasks', { tasks: Array.from({ length: 31 }, String), networks: [{}] }, {}, 3, 'tasks is'],
    ['a pair that is missing', withRows(row(['a', 'b'], 1)), {}, 3, 'has no iou for a and c'],
    ['a pair without a number', withRows(row(['a', 'b'], null)), {}, 3, 'has no number of iou for a and b'],
    ['an unknown metric', SIMILARITY, { metric: 'f1' }, 2, '--metric is "f1"'],
    ['an unknown weighting', SIMILARITY, { weighting: 'x' }, 2, '--weighting is "x"'],
    ['an unknown sparsity', SIMILARITY, { sparsity: 30 }, 2, '--sparsity is 30'],
    ['an unknown pair', GAINS, { apart: [['seg', 'dog']] }, 2, '--apart names "dog"'],
    ['too small a budget', GAINS, flops, 2, 'cost at least 20'],
    ['costs that are not there', GAINS, { budget: { kind: 'latency', limit: 1 } }, 2, 'no choice'],
    ['costs of an unknown net', SIMILARITY, flops, 6, 'dataset is other'],
    [
      'costs of losses',
      { tasks: ['a'], networks: [{ a: 1 }] },
      flops,
      2,
      'does not say the flops of a network',
    ],
    ['pruned costs without a run', GAINS, { ...flops, pruned: 90 }, 6, 'is no similarity run'],
    ['a file that is not there', GAINS, { from: join(folder, 'nowhere') }, 4, 'cannot be read'],
  ])('%s', (_, content, settings, code, message) => {
    let thrown: unknown;
    try {
      choose(content, settings);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DomainError);
    expect((thrown as DomainError).message).toContain(message);
    expect((thrown as DomainError).exitCode).toBe(code);
  });

  it.each<[unknown, string]>([
    [{ schema: 'metasparse.costs/v1', subsets: [{ tasks: ['sn'], flops: -1 }] }, 'subsets.0.flops is -1'],
    [{ schema: 'metasparse.costs/v1', subsets: [{ tasks: ['cat'], flops: 1 }] }, 'names the task "cat"'],
    [{ schema: 'metasparse.costs/v2' }, 'schema is "metasparse.costs/v2"'],
    [[], 'the whole is []'],
  ])('costs that are %j', (content, message) => {
    const costs = join(folder, 'costs.json');
    writeFileSync(costs, JSON.stringify(content));
    expect(() => choose(GAINS, { ...flops, costs })).toThrow(message);
  });
});
