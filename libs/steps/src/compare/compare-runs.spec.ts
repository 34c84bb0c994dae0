import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidArgumentError, InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { compareRuns, type Comparison } from './compare-runs.js';
import { readRun } from './read-run.js';
import { writeEvaluation, writeJson, writePrune, writeTrain } from './run-fixture.js';

let scratch = '';
const at = (...names: string[]): string => join(scratch, ...names);
const compare = (...folders: string[]): Comparison =>
  compareRuns(folders.map((folder) => readRun(at(folder))));
const row = ({ results }: Comparison, name: string) => results.find((result) => result.name === name);
const differing = ({ settings }: Comparison): string[] =>
  settings.filter(({ differs }) => differs).map(({ name }) => name);

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'metasparse-compare-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('compared runs', () => {
  it('show the settings that differ, and every difference with its verdict', () => {
    writeTrain(at('a'), { seed: 0, iterations: 100, loss: 2 });
    writeTrain(at('b'), { seed: 0, iterations: 200, loss: 1.5 });
    const comparison = compare('a', 'b');
    expect(differing(comparison)).toEqual(['train.iterations']);
    const loss = row(comparison, 'last training loss');
    expect(loss?.better).toBe('lower');
    expect(loss?.values.map((value) => value?.mean)).toEqual([2, 1.5]);
    expect(loss?.differences).toEqual([null, { mean: -0.5, sd: null, paired: false, verdict: 'better' }]);
    expect(row(comparison, 'images per second')).toBeUndefined();
    expect(comparison.equal).toBe(5);
  });

  it('that differ in their seed only are one column with a spread', () => {
    for (const seed of [0, 1, 2]) {
      writeTrain(at(`a${seed}`), { seed, loss: 2 + seed });
      writeTrain(at(`b${seed}`), { seed, iterations: 50, loss: 2.5 + seed });
    }
    const comparison = compare('a0', 'b0', 'a1', 'a2', 'b2', 'b1');
    expect(comparison.groups.map(({ seeds }) => seeds)).toEqual([
      [0, 1, 2],
      [0, 2, 1],
    ]);
    const loss = row(comparison, 'last training loss');
    expect(loss?.values).toEqual([
      { mean: 3, sd: 1, count: 3 },
      { mean: 3.5, sd: 1, count: 3 },
    ]);
    expect(loss?.differences[1]).toEqual({ mean: 0.5, sd: 0, paired: true, verdict: 'worse' });
  });

  it('add both variances where the seeds are not the same', () => {
    [0, 1].forEach((seed) => writeTrain(at(`a${seed}`), { seed, loss: 3 * seed }));
    [5, 6].forEach((seed) => writeTrain(at(`b${seed}`), { seed, iterations: 50, loss: 4 * seed }));
    const loss = row(compare('a0', 'a1', 'b5', 'b6'), 'last training loss');
    expect(loss?.differences[1]?.sd).toBeCloseTo(Math.sqrt(4.5 + 8), 12);
    expect(loss?.differences[1]?.paired).toBe(false);
  });

  it('with the same settings and the same seed stay apart, so that a difference shows', () => {
    writeTrain(at('a'), { seed: 3, loss: 1 });
    writeTrain(at('b'), { seed: 3, loss: 1.25 });
    expect(row(compare('a', 'b'), 'last training loss')?.differences[1]?.mean).toBe(0.25);
  });

  it('have the settings of the training behind an evaluation, and its published values', () => {
    writeTrain(at('dense'), { seed: 0 });
    writePrune(at('pruned'), 'snip', 0);
    writeTrain(at('static'), {
      method: 'disparse_static',
      seed: 0,
      from: at('pruned', 'pruned.safetensors'),
      sparsityPercent: 90,
    });
    writeEvaluation(at('dense-metrics'), at('dense', 'best.safetensors'), 0.2769);
    writeEvaluation(at('static-metrics'), at('static', 'best.safetensors'), 0.25);
    const comparison = compare('dense-metrics', 'static-metrics');
    expect(differing(comparison)).toEqual(
      expect.arrayContaining(['train.method', 'train.sparsityPercent', 'prune.criterion']),
    );
    expect(comparison.published.map(({ title }) => title)).toEqual([
      'report, Tables 3-5, seg + sn',
      'DiSparse, baseline',
      'DiSparse, DiSparse static, 90 %',
    ]);
    const published = row(comparison, 'seg mIoU (as published)')?.published;
    expect(published?.map((value) => value?.value)).toEqual([0.16, 0.2769, 0.2648]);
    expect(row(comparison, 'seg mIoU')?.published).toEqual([null, null, null]);
  });

  it.each([
    ['random', 'DiSparse, Random, 90 %'],
    ['snip_joint', 'DiSparse, SNIP, 90 %'],
  ] as const)('pruned by %s stand beside the publication of that', (criterion, title) => {
    writePrune(at('pruned'), criterion, 0);
    writeTrain(at('t'), { method: 'disparse_static', seed: 0, from: at('pruned/pruned.safetensors') });
    writeEvaluation(at('e'), at('t/net.safetensors'), 0.2);
    expect(compare('e').published.map((column) => column.title)).toEqual([title]);
  });

  it('pruned by a criterion that nobody published stand beside nothing', () => {
    writePrune(at('pruned'), 'grasp', 0);
    writeTrain(at('t'), { method: 'disparse_static', seed: 0, from: at('pruned/pruned.safetensors') });
    writeEvaluation(at('e'), at('t/net.safetensors'), 0.2);
    expect(compare('e').published).toEqual([]);
  });

  it('of mixed kinds are compared where they have the same result', () => {
    writePrune(at('a'), 'snip', 0);
    writeTrain(at('b'), { seed: 0 });
    const comparison = compare('a', 'b');
    expect(comparison.results.map(({ name }) => name)).toEqual([
      'sparsity of the backbone',
      'sparsity of the net',
    ]);
    expect(comparison.alone).toBeGreaterThan(0);
  });

  it('without a common result are refused by name', () => {
    writePrune(at('a'), 'snip', 0);
    writeEvaluation(at('b'), 'absent.safetensors', 0.2);
    expect(() => compare('a', 'b')).toThrow(InvalidArgumentError);
    expect(() => compare('a', 'b')).toThrow(/a is prune on nyuv2; .*b is evaluate on nyuv2/);
  });
});

describe('a folder of results', () => {
  it('that holds none is not found', () => {
    expect(() => readRun(at('absent'))).toThrow(NotFoundError);
  });

  it('that holds a newer file is refused, not misread', () => {
    writeJson(at('a'), 'train.json', { schema: 'metasparse.train/v2' });
    expect(() => readRun(at('a'))).toThrow(InvalidDataError);
    expect(() => readRun(at('a'))).toThrow(
      /"metasparse.train\/v2", this metasparse reads "metasparse.train\/v1"/,
    );
  });

  it.each(['', '{', '[]', '{"schema":3}', '{"schema":"metasparse.train/v1"}'])(
    'whose file is %j is refused',
    (content) => {
      writeJson(at('a'), 'x', 0);
      writeFileSync(at('a/train.json'), content);
      expect(() => readRun(at('a'))).toThrow(InvalidDataError);
    },
  );

  it('that mixes data sets is refused', () => {
    writeTrain(at('a'), { seed: 0 });
    writeJson(at('a'), 'metrics.json', {
      schema: 'metasparse.metrics/v1',
      net: 'x',
      dataset: 'cityscapes',
      split: 'test',
      images: 1,
      tasks: [],
    });
    expect(() => readRun(at('a'))).toThrow(/train is of nyuv2, its evaluate of cityscapes/);
  });
});
