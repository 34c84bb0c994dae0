import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ValidationFile } from '@metasparse/evidence';
import { metasparse, temporaryFolder } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const write = (name: string, content: unknown): string => {
  writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content));
  return at(name);
};

const TASKS = ['a', 'b', 'c', 'd'];
const PAIRS = TASKS.flatMap((a, i) => TASKS.slice(i + 1).map((b) => [a, b]));
/** Symmetric gains, pair by pair; both directions differ and have this mean. */
const MEANS = [0.06, 0.05, 0.04, 0.03, 0.02, 0.01];

const row = (metric: string, pair: readonly string[], value: number | null) => ({
  ...{ pair, metric, weighting: 'equal', sparsity: 90 },
  seedValues: [value, value],
});
const SIMILARITY = {
  schema: 'metasparse.similarity/v1',
  dataset: 'nyuv2',
  tasks: TASKS,
  rows: PAIRS.flatMap((pair, i) => [
    row('iou', pair, 0.9 - 0.1 * i),
    row('epi', pair, 0.1 + 0.1 * i),
    row('sals', pair, i === 0 ? null : 0.5),
  ]),
};
const DIRECTED = {
  ...SIMILARITY,
  rows: PAIRS.flatMap(([a = '', b = ''], i) => [
    row('directed', [a, b], 10 - i),
    row('directed', [b, a], -i),
  ]),
};
const GAINS = {
  schema: 'metasparse.gains/v1',
  dataset: 'nyuv2',
  tasks: TASKS,
  seeds: [0, 1, 2],
  subsets: [
    ...TASKS.map((task) => ({ tasks: [task], gains: { [task]: [0, 0, 0] } })),
    ...PAIRS.map(([a = '', b = ''], i) => {
      const mean = MEANS[i] ?? 0;
      const gains = { [a]: [mean - 0.2, mean - 0.2, mean - 0.2], [b]: [mean + 0.2, mean + 0.2, mean + 0.2] };
      return { tasks: [a, b], gains, deltaMtl: { [a]: [-mean, -mean, -mean], [b]: [-mean, -mean, -mean] } };
    }),
  ],
};
const withPair = (i: number, change: object): object => ({
  ...GAINS,
  subsets: GAINS.subsets.map((subset, j) => (j === i ? { ...subset, ...change } : subset)),
});

beforeAll(() => {
  mkdirSync(at('sim'));
  write('sim/similarity.json', SIMILARITY);
  write('gains.json', GAINS);
});
afterAll(() => {
  scratch.remove();
});

const validate = (...args: string[]) => metasparse(['validate', '--out', at('out'), ...args]);
async function answer(similarity: string, gains: string, ...more: string[]): Promise<ValidationFile> {
  const { code, stdout } = await validate('--similarity', similarity, '--cotrain', gains, '--json', ...more);
  expect(code).toBe(0);
  return JSON.parse(stdout) as ValidationFile;
}

describe('metasparse validate', () => {
  it('has the known answer for similarities in the order of the gains', async () => {
    const { code, stdout, stderr } = await validate('--similarity', at('sim'), '--cotrain', at('gains.json'));
    expect([code, stderr]).toEqual([0, expect.stringContaining('validate.json, validate.tsv')]);
    expect(stdout).toContain('symmetric gains of 6 pairs; 2 configurations tried');
    expect(stdout).toMatch(
      /Mask IoU, Equal, 90 % +1\.00 +1\.00 +1\.00 +1\.00 +1\.00 to 1\.00 +0\.042 +0\.042/,
    );
    const names = ['report.html', 'scatter.png', 'scatter.svg', 'validate.json', 'validate.tsv'];
    expect(readdirSync(at('out')).sort()).toEqual(names);
    const { analyses, schema, notes } = JSON.parse(
      readFileSync(at('out/validate.json'), 'utf8'),
    ) as ValidationFile;
    expect(schema).toBe('metasparse.validation/v1');
    expect(notes.join()).toContain('1 configurations without a number for each pair');
    expect(analyses).toHaveLength(1);
    expect(analyses[0]?.points[0]?.gain).toBeCloseTo(0.06, 12);
    expect(analyses[0]?.arrangements).toEqual([
      { kind: 'tasks', exact: true, count: 24 },
      { kind: 'pairs', exact: true, count: 720 },
    ]);
    expect(analyses[0]?.rows[0]?.statistics.spearman.p.pairs).toEqual({ p: 1 / 720, corrected: 2 / 720 });
    const tsv = readFileSync(at('out/validate.tsv'), 'utf8').trimEnd().split('\n');
    expect(tsv).toHaveLength(1 + 2 * 4);
    expect(readFileSync(at('out/report.html'), 'utf8')).toContain('Mask IoU, Equal, 90 %');
  });

  it('turns round with gains that turn round', async () => {
    const { analyses } = await answer(at('sim'), at('gains.json'), '--measure', 'delta_mtl');
    expect(analyses[0]?.rows.map(({ metric }) => metric)).toEqual(['epi', 'iou']);
  });

  it('compares directed similarities with directed gains', async () => {
    const { analyses } = await answer(write('directed.json', DIRECTED), at('gains.json'));
    expect(analyses.map(({ gains, points }) => [gains, points.length])).toEqual([
      ['symmetric', 6],
      ['directed', 12],
    ]);
    // Row [a, b] is what a means for b: b's gain, 0.2 above the mean.
    expect(analyses[1]?.points[0]).toMatchObject({
      pair: ['a', 'b'],
      gain: expect.closeTo(0.26, 9) as number,
    });
    expect(analyses[1]?.rows[0]?.statistics.spearman.value).toBeCloseTo(1, 12);
  });

  it('goes without a pair that failed, and then changes pairs alone', async () => {
    const failed = withPair(4, { gains: { a: [null, null, null], b: [0, 0, 0] } });
    const { analyses, notes } = await answer(at('sim'), write('failed.json', failed));
    expect(notes[0]).toContain('a+b without a gain');
    expect(analyses[0]?.arrangements).toEqual([{ kind: 'pairs', exact: true, count: 120 }]);
  });

  it('gives the same bytes each time', async () => {
    await validate('--similarity', at('sim'), '--cotrain', at('gains.json'));
    const bytes = readdirSync(at('out')).map((name) => readFileSync(at('out', name)));
    await validate('--similarity', at('sim'), '--cotrain', at('gains.json'));
    expect(readdirSync(at('out')).map((name) => readFileSync(at('out', name)))).toEqual(bytes);
  });
});

describe('metasparse validate refuses', () => {
  it.each<[string, unknown, readonly string[], number, string]>([
    ['gains that are no JSON', '{', [], 3, 'is not JSON'],
    ['another file', SIMILARITY, [], 3, 'schema is "metasparse.similarity/v1"'],
    [
      'too few seeds',
      withPair(0, { gains: { a: [0] } }),
      [],
      3,
      'subsets.0.gains.a has 1 values for 3 seeds',
    ],
    ['text for a gain', withPair(0, { gains: { a: ['x', 0, 0] } }), [], 3, 'subsets.0.gains.a.0 is "x"'],
    ['an unknown task', withPair(0, { tasks: ['dog'] }), [], 3, 'names the task "dog"'],
    ['a set twice', withPair(1, { tasks: ['a'] }), [], 3, 'lists a a second time'],
    ['singles alone', { ...GAINS, subsets: GAINS.subsets.slice(0, 4) }, [], 2, 'fewer than 3 pairs'],
    ['an unknown measure', GAINS, ['--measure', 'miou'], 2, '--measure is "miou"'],
    ['no draws', GAINS, ['--resamples', '0'], 2, '--resamples is "0"'],
    ['an odd confidence', GAINS, ['--confidence', '95'], 2, '--confidence is "95"'],
    ['a similarity that is not there', GAINS, ['--similarity', '/nowhere'], 4, 'cannot be read'],
    ['a folder that cannot be', GAINS, ['--out', '/dev/null/x'], 2, 'choose another --out'],
  ])('%s', async (_, content, more, code, message) => {
    const gains = write('bad.json', content);
    const ended = await validate('--similarity', at('sim'), '--cotrain', gains, ...more);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
