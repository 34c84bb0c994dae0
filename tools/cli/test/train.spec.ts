import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../src/index.js';
import { DomainError } from '@metasparse/contracts';
import { effectiveValues, openCheckpoint, writeCheckpoint, type NetState } from '@metasparse/interchange';
import type { TrainSummary } from '@metasparse/report';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { copySample, metasparse, temporaryFolder, type Ended } from './metasparse.js';
import { smallNet } from './small-net.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const TINY = '--data data --tasks seg,depth --iterations 2 --batch-size 1 --crop 32 --test-every 0'.split(
  ' ',
);
const train = (out: string, ...more: string[]): Promise<Ended> =>
  metasparse(['train', ...TINY, '--out', out, ...more], scratch.path);

const plan = (width: number, classes: readonly [number, number] = [40, 1]): NetPlan => ({
  widths: scaledWidths(width),
  tasks: [
    { task: 'seg', classes: classes[0] },
    { task: 'depth', classes: classes[1] },
  ],
});
const named = (net: NetState, tasks: string): NetState => ({ ...net, meta: { tasks } });

beforeAll(async () => {
  await metasparse(['data', 'make-scenes', '--count', '4', '--size', '48x64', '--out', 'data'], scratch.path);
  copySample('carla', at('carla'));
  const { train: lone } = JSON.parse(readFileSync(at('carla/cityscape.json'), 'utf8')) as { train: unknown };
  copySample('carla', at('lone'));
  writeFileSync(at('lone/cityscape.json'), JSON.stringify({ train: lone }));
  await writeCheckpoint(at('dense.safetensors'), named(smallNet(plan(1 / 32)), 'seg,depth'));
  await writeCheckpoint(at('masked.safetensors'), named(smallNet(plan(1 / 32), true), 'seg,depth'));
  await writeCheckpoint(at('wide.safetensors'), named(smallNet(plan(1 / 16)), 'seg,depth'));
  await writeCheckpoint(at('city.safetensors'), named(smallNet(plan(1 / 32, [19, 1])), 'seg,depth'));
  writeFileSync(at('cut.safetensors'), readFileSync(at('dense.safetensors')).subarray(0, 5000));
  writeFileSync(at('key.yaml'), 'iteration: 3\n');
  writeFileSync(at('set.yaml'), 'width: 1/32\nlambdas: { seg: 2 }\nschedule: cosine\n');
}, 120_000);
afterAll(() => {
  scratch.remove();
});

const summaryOf = (out: string): TrainSummary =>
  JSON.parse(readFileSync(at(out, 'train.json'), 'utf8')) as TrainSummary;

/** Zeros by layer of the masks of a net; 0 values wherever a mask is. */
function masksOf(...path: string[]): Map<string, string> {
  const { state, close } = openCheckpoint(at(...path));
  const masks = [...state.masks].map(([name, { read }]) => {
    const kept = read().bytes;
    const acting = effectiveValues(state, name);
    const odd = acting.findIndex(
      (value, i) => value !== 0 && ((kept[i >> 3] ?? 0) & (0x80 >> (i & 7))) === 0,
    );
    expect([name, odd]).toEqual([name, -1]);
    return [name, Buffer.from(kept).toString('hex')] as const;
  });
  close();
  return new Map(masks);
}

describe('metasparse train', () => {
  it('prunes and trains, dense by default, with settings from a file; flags win', async () => {
    const { code, stdout } = await train('a', '--config', 'set.yaml', '--lambdas', 'depth=4');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/loss +iteration +seg +depth +total/)]);
    expect(summaryOf('a')).toMatchObject({ method: 'baseline', sparsity: { backbone: 0, net: 0 } });
    expect(summaryOf('a').settings).toMatchObject({
      width: 1 / 32,
      'lambdas.seg': 1,
      'lambdas.depth': 4,
      'schedule.decay.kind': 'cosine',
      'schedule.rate': 1e-3,
    });
  }, 120_000);

  it('of disparse_static prunes first, keeps the masks, and takes them from a file as well', async () => {
    const first = await train('s', '--method', 'disparse_static', '--sparsity', '50', '--width', '1/32');
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('pruning first')]);
    expect(summaryOf('s').sparsity.backbone).toBeCloseTo(0.5, 3);
    const masks = masksOf('s/net.safetensors');
    expect(masks.size).toBeGreaterThan(0);
    expect(masks).toEqual(masksOf('s/pruned/pruned.safetensors'));
    const again = await train('f', '--method', 'disparse_static', '--from', 's/pruned/pruned.safetensors');
    expect(again.code).toBe(0);
    expect(readFileSync(at('f/metrics.jsonl'), 'utf8')).toBe(readFileSync(at('s/metrics.jsonl'), 'utf8'));
  }, 240_000);

  it('of disparse_pt prunes a trained net and goes on at its small rate', async () => {
    const { code } = await train(
      'p',
      '--method',
      'disparse_pt',
      '--from',
      'a/net.safetensors',
      '--sparsity',
      '50',
    );
    expect(code).toBe(0);
    expect(summaryOf('p').settings['schedule.rate']).toBe(1e-5);
    expect(summaryOf('p').from?.file).toBe('net.safetensors');
    expect(masksOf('p/net.safetensors')).toEqual(masksOf('p/pruned/pruned.safetensors'));
  }, 240_000);

  it('of disparse_dynamic holds its sparsity, and does one step more as published', async () => {
    const dynamic = ['--method', 'disparse_dynamic', '--sparsity', '80', '--width', '1/32'];
    const { code } = await train('d', ...dynamic, '--compat', 'reference', '--update-interval', '1');
    expect(code).toBe(0);
    const rows = readFileSync(at('d/masks.tsv'), 'utf8').trim().split('\n').slice(1);
    expect(new Set(rows.map((row) => row.split('\t')[0]))).toEqual(new Set(['0', '1', '2']));
    expect(masksOf('d/net.safetensors').size).toBe(60);
  }, 120_000);
});

const CASES: [string, string[], number, string[]][] = [
  ['an unknown method', ['--method', 'lottery'], 2, ['--method', 'baseline, disparse_static']],
  ['no iteration', ['--iterations', '0'], 2, ['--iterations', 'from 1 to']],
  ['a sparsity of 100', ['--method', 'disparse_static', '--sparsity', '100'], 2, ['--sparsity', 'below 100']],
  ['a sparsity of a dense run', ['--sparsity', '90'], 2, ['--sparsity', 'baseline']],
  ['an odd width', ['--width', '1/3'], 2, ['--width', '1/16']],
  ['a rate of zero', ['--lr', '0'], 2, ['--lr', 'above 0']],
  ['an unknown task', ['--tasks', 'seg,sky'], 2, ['--tasks', '"sky"']],
  [
    'a task without labels',
    ['--data', 'carla', '--tasks', 'sn'],
    2,
    ['sn', 'has labels for seg, depth only'],
  ],
  ['a lambda of another task', ['--lambdas', 'sn=2'], 2, ['--lambdas', 'sn']],
  ['lambdas that are no list', ['--lambdas', 'much'], 2, ['--lambdas']],
  ['an averaging of 1', ['--ema', '1'], 2, ['--ema', 'below 1']],
  ['pre-trained pruning of nothing', ['--method', 'disparse_pt'], 2, ['--from']],
  [
    'a dense net as pruned',
    ['--method', 'disparse_static', '--from', 'dense.safetensors'],
    2,
    ['has no masks'],
  ],
  ['a pruned net as dense', ['--from', 'masked.safetensors'], 2, ['has masks', 'disparse_static']],
  ['a net of another width', ['--from', 'wide.safetensors', '--width', '1/32'], 2, ['wide', '--width']],
  ['a net of other tasks', ['--from', 'dense.safetensors', '--tasks', 'seg,sn'], 2, ['seg (40), depth (1)']],
  ['a net of other classes', ['--from', 'city.safetensors'], 2, ['seg (19)', 'seg (40)']],
  ['a net that is cut short', ['--from', 'cut.safetensors'], 3, ['cut.safetensors']],
  ['a net that is not there', ['--from', 'absent.safetensors'], 4, ['absent.safetensors']],
  ['data that are not there', ['--data', 'nowhere'], 4, ['nowhere']],
  ['an unknown key in the file', ['--config', 'key.yaml'], 2, ['"iteration"', 'key.yaml']],
  ['a test loss without a test split', ['--data', 'lone', '--test-every', '5'], 2, ['test']],
];

/** What the command says when it refuses, in this process: nothing is computed. */
async function refusal(
  args: readonly string[],
): Promise<{ readonly code: number; readonly message: string }> {
  try {
    await createProgram().parseAsync(['node', 'metasparse', 'train', ...args]);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.exitCode, message: error.message };
    throw error;
  }
  throw new Error('it was not refused');
}

const FILES = /^(data|carla|lone|nowhere|[a-z]+\.(safetensors|yaml))$/;

describe('metasparse train refuses', () => {
  it.each(CASES)(
    '%s',
    async (what, args, code, says) => {
      const out = at(what.replaceAll(' ', '-'));
      const given = [...TINY, '--width', '1/32', '--out', out, ...args];
      const refused = await refusal(given.map((arg) => (FILES.test(arg) ? at(arg) : arg)));
      for (const part of says) expect(refused.message).toContain(part);
      expect(refused.code).toBe(code);
      expect(existsSync(out)).toBe(false);
    },
    60_000,
  );
});
