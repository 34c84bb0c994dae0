import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GainsFile } from '@metasparse/evidence';
import { makeScenes } from '@metasparse/steps';
import { metasparse, temporaryFolder, type Ended } from './metasparse.js';

const BINARY = fileURLToPath(new URL('../bin/metasparse.mjs', import.meta.url));
const SETTINGS =
  '--tasks seg,depth --seeds 1 --iterations 2 --batch-size 1 --crop 32 --width 1/32 --log-every 1'.split(' ');
const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const args = (out: string, more: readonly string[]): string[] => [
  ...['cotrain', '--data', at('data'), '--out', at(out)],
  ...SETTINGS,
  ...more,
];
const cotrain = (out: string, ...more: string[]): Promise<Ended> => metasparse(args(out, more));
const gainsIn = (out: string): GainsFile =>
  JSON.parse(readFileSync(at(out, 'gains.json'), 'utf8')) as GainsFile;
const runOf = (out: string, tasks: string): string => {
  const name = readdirSync(at(out, 'runs')).find((one) => one.startsWith(`${tasks}.seed-0.`));
  return at(out, 'runs', name ?? 'none');
};
/** The losses of the first iteration. */
const firstLosses = (tasks: string): Readonly<Record<string, number>> => {
  const [line = ''] = readFileSync(join(runOf('a', tasks), 'train/metrics.jsonl'), 'utf8').split('\n');
  return (JSON.parse(line) as { losses: Record<string, number> }).losses;
};

let first: Ended;
beforeAll(async () => {
  const size = { count: 4, height: 48, width: 64, seed: 1, testPercent: 25 };
  await makeScenes({ ...size, controls: [], workers: 0, out: at('data') });
  first = await cotrain('a', '--jobs', '2');
}, 240_000);
afterAll(() => {
  scratch.remove();
});

describe('metasparse cotrain', () => {
  it('trains singles and pairs, writes the gains and prints who helps whom', () => {
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/row: the task that gains.*\n\n +seg +depth\nseg +[+−]\d/);
    expect(first.stderr).toContain('3 of 3 runs');
    expect(readdirSync(at('a')).sort()).toEqual([
      ...['gains.json', 'gains.svg', 'gains.tsv', 'plan.json', 'report.html', 'runs'],
    ]);
    const { subsets, failures, measures, seeds } = gainsIn('a');
    expect(subsets.map(({ tasks }) => tasks.join('+'))).toEqual(['seg', 'depth', 'seg+depth']);
    expect([failures, seeds, measures['seg']]).toEqual([[], [0], { name: 'test loss', better: 'lower' }]);
    const [seg, , both] = subsets;
    const [alone = 0] = seg?.values['seg'] ?? [];
    const [value = 0] = both?.values['seg'] ?? [];
    expect(both?.gains['seg']).toEqual([expect.closeTo(((alone ?? 0) - (value ?? 0)) / (alone ?? 0), 12)]);
    expect(both?.metrics['depth']?.map(({ name }) => name)).toContain('abs_err');
    expect(both?.costs?.params).toBeGreaterThan(seg?.costs?.params ?? Infinity);
    expect(existsSync(join(runOf('a', 'seg+depth'), 'train/checkpoints'))).toBe(false);
  });

  it('begins every set of a seed with the same backbone, heads and pictures', () => {
    const both = firstLosses('seg+depth');
    expect(firstLosses('seg')).toEqual({ seg: both['seg'] });
    expect(firstLosses('depth')).toEqual({ depth: both['depth'] });
  });

  it('answers from what is there, and does one damaged result again with the same numbers', async () => {
    const before = gainsIn('a');
    const made = statSync(join(runOf('a', 'seg'), 'result.json')).mtimeMs;
    writeFileSync(join(runOf('a', 'depth'), 'result.json'), '{"key":');
    const { code, stderr } = await cotrain('a');
    expect([code, stderr.match(/done before/g)?.length]).toEqual([0, 2]);
    expect(statSync(join(runOf('a', 'seg'), 'result.json')).mtimeMs).toBe(made);
    expect(gainsIn('a')).toEqual(before);
  });

  it('goes on after kill -9 and gives the numbers of a start that was not killed', async () => {
    const child = spawn(process.execPath, [BINARY, ...args('killed', [])], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('1 of 3 runs')) setTimeout(() => child.kill('SIGKILL'), 2500);
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([signal, existsSync(at('killed/gains.json'))]).toEqual(['SIGKILL', false]);
    const again = await cotrain('killed');
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('seg, seed 0: done before')]);
    const { seconds: _killed, ...killed } = gainsIn('killed');
    const { seconds: _undisturbed, ...undisturbed } = gainsIn('a');
    expect(killed).toEqual(undisturbed);
  }, 240_000);

  it('takes runs of another folder from a cache that both name', async () => {
    const sets = at('sets.txt');
    writeFileSync(sets, '# one\nseg\n');
    const { code, stderr } = await cotrain('b', '--sets', sets, '--cache', at('a/runs'));
    expect([code, stderr]).toEqual([0, expect.stringContaining('seg, seed 0: done before')]);
    expect(readdirSync(at('b/runs'))).toEqual([]);
    expect(gainsIn('b').subsets.map(({ tasks }) => tasks)).toEqual([['seg']]);
  });

  it('keeps the other runs where one has no finite numbers, says why, and ends with exit code 3', async () => {
    const damaged = at('damaged');
    await cotrain('damaged');
    const result = join(runOf('damaged', 'depth'), 'result.json');
    const { key } = JSON.parse(readFileSync(result, 'utf8')) as { key: string };
    writeFileSync(result, JSON.stringify({ key, failed: 'iteration 1: the loss of task depth is NaN' }));
    const { code, stdout, stderr } = await cotrain('damaged');
    expect([code, stderr]).toEqual([3, expect.stringContaining('1 of the runs failed')]);
    expect(stdout).toContain('failed: depth, seed 0: iteration 1: the loss of task depth is NaN');
    const { failures, subsets } = gainsIn('damaged');
    expect(failures).toHaveLength(1);
    expect(subsets[2]?.gains).toEqual({ seg: [expect.any(Number)], depth: [null] });
    expect(readFileSync(join(damaged, 'report.html'), 'utf8')).toContain('Runs that failed');
  }, 240_000);

  it('records a training whose loss is not finite', async () => {
    const wild = await cotrain('wild', '--lr', '1e20', '--iterations', '3', '--sets', at('sets.txt'));
    expect([wild.code, gainsIn('wild').failures]).toEqual([
      3,
      [
        {
          tasks: ['seg'],
          seed: 0,
          reason: expect.stringMatching(/iteration \d: the (test )?loss of task seg|predicts/) as unknown,
        },
      ],
    ]);
  });

  it('says beforehand what there is to do and how long it takes, and does nothing', async () => {
    const { code, stdout } = await cotrain('c', '--dry-run', '--cache', at('a/runs'), '--seeds', '2');
    expect(code).toBe(0);
    expect(stdout).toContain('3 of 6 runs to do: about');
    expect(stdout).toMatch(/seg, seed 0 +2 +done/);
    expect(existsSync(at('c'))).toBe(false);
  });
});

describe('metasparse cotrain refuses', () => {
  const sets = (name: string, text: string): string[] => {
    const path = at(name);
    writeFileSync(path, text);
    return ['--sets', path];
  };

  it.each<[string, () => string[], number, string]>([
    ['sets that are no file', () => ['--sets', 'pairs'], 4, 'use all-pairs, all, or a file'],
    ['an unknown task', () => sets('x.txt', 'seg+dog\n'), 3, 'line 1 names "dog"'],
    ['a task twice', () => sets('x.txt', '\nseg+seg'), 3, 'line 2 names "seg" twice'],
    ['no set', () => sets('x.txt', '# nothing\n'), 3, 'names no set of tasks'],
    ['a task without a mate', () => ['--tasks', 'seg'], 2, 'needs two tasks'],
    ['no seed', () => ['--seeds', '0'], 2, '--seeds is "0"'],
    ['no job', () => ['--jobs', '0'], 2, '--jobs is "0"'],
    ['a method', () => ['--method', 'baseline'], 2, "unknown option '--method'"],
    ['a weight of a task that is not there', () => ['--lambdas', 'sn=2'], 2, 'sn'],
    ['data that are not there', () => ['--data', at('nowhere')], 4, 'nowhere'],
    [
      'a folder of other settings',
      () => ['--out', at('a'), '--lr', '0.5'],
      5,
      'holds the results of another run',
    ],
    ['a folder of something else', () => ['--out', at('data')], 5, 'holds other files'],
  ])('%s', async (_, more, code, message) => {
    const ended = await cotrain('refused', ...more());
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
    rmSync(at('refused'), { recursive: true, force: true });
  });
});
