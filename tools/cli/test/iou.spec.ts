import { cpSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MaskIouFile } from '@metasparse/affinity';
import { SafetensorsFile } from '@metasparse/artifacts';
import { BACKBONE_LAYERS, backboneLayers, scaledWidths, weightCount } from '@metasparse/scenenet';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const SETTINGS = '--batches 2 --batch-size 1 --seeds 2 --crop 97 --width 1/16 --workers 1 --sparsities 50';
const LAYERS = backboneLayers(scaledWidths(1 / 16));
const TASKS = ['seg', 'sn', 'depth'];

beforeAll(async () => {
  copySample('hypersim', at('data'));
  const args = ['similarity', '--data', at('data'), '--out', at('run'), ...SETTINGS.split(' ')];
  expect((await metasparse(args)).code).toBe(0);
});

afterAll(() => {
  scratch.remove();
});

/** In how many tasks each weight of each backbone layer is kept, by sorting: independent of the program's selection. */
function agreement(keepRatio: number): number[][] {
  const file = SafetensorsFile.open(at('run/saliency/seed-0.safetensors'));
  const kept = LAYERS.map((layer) => new Array<number>(weightCount(layer)).fill(0));
  for (const task of TASKS) {
    const names = file.header.tensors.flatMap(({ name }) => (name.startsWith(`${task}/`) ? [name] : []));
    const scores = names.flatMap((name) => [...file.float32(name)]);
    const cut = scores.sort((a, b) => b - a)[Math.trunc(scores.length * keepRatio) - 1] as number;
    for (const [l, { name }] of LAYERS.entries())
      file.float32(`${task}/${name}`).forEach((score, e) => {
        if (score >= cut) (kept[l] as number[])[e] = (kept[l]?.[e] ?? 0) + 1;
      });
  }
  file.close();
  return kept;
}

const count = (counts: readonly number[], wanted: number): number =>
  counts.filter((n) => n === wanted).length;

function readIou(folder: string): MaskIouFile {
  return JSON.parse(readFileSync(at(folder, 'iou.json'), 'utf8')) as MaskIouFile;
}

describe('metasparse iou', () => {
  it('prints and writes what all tasks keep of what any keeps, as counting weight by weight does', async () => {
    const { code, stdout, stderr } = await metasparse(['iou', '--from', at('run')]);
    expect([code, stderr]).toEqual([0, '']);
    const file = readIou('run');
    expect(file).toMatchObject({
      schema: 'metasparse.iou/v1',
      tasks: TASKS,
      seeds: [0, 1],
      keepRatio: 0.078,
    });
    const kept = agreement(0.078);
    const fraction = (n: readonly number[]): number => count(n, 3) / (n.length - count(n, 0));
    expect(file.layers.map(({ seedValues }) => seedValues[0])).toEqual(kept.map(fraction));
    expect(file.total.seedValues[0]).toBe(fraction(kept.flat()));
    expect(file.layers.slice(-3).map(({ layer }) => layer)).toEqual(
      [1, 2, 3].map((s) => `backbone.ds.${s}.0`),
    );
    expect(stdout).toMatch(new RegExp(`^all layers +83628 +${file.total.mean?.toFixed(3) ?? ''} `, 'm'));
    expect(stdout).toMatch(/^layer +weights +shared +seed 0 +seed 1$/m);
  });

  it('counts exactly two tasks with --compat reference, into another folder', async () => {
    const args = [
      'iou',
      '--from',
      at('run'),
      '--compat',
      'reference',
      '--keep-ratio',
      '.2',
      '--out',
      at('new/ref'),
    ];
    expect(await metasparse(args)).toMatchObject({ code: 0 });
    const twoOfOneOrTwo = (n: readonly number[]): number | null =>
      count(n, 1) + count(n, 2) === 0 ? null : count(n, 2) / (count(n, 1) + count(n, 2));
    const file = readIou('new/ref');
    expect(file.layers.map(({ seedValues }) => seedValues[0])).toEqual(agreement(0.2).map(twoOfOneOrTwo));
    expect(readFileSync(at('new/ref/iou.tsv'), 'utf8').trimEnd().split('\n')).toHaveLength(
      BACKBONE_LAYERS + 2,
    );
    expect(readFileSync(at('new/ref/iou.svg'), 'utf8')).toMatch(
      /^<svg[\s\S]*exactly two tasks[\s\S]*<\/svg>\s*$/,
    );
  });

  it('gives the same bytes each time', async () => {
    await metasparse(['iou', '--from', at('run'), '--out', at('again')]);
    for (const name of ['iou.json', 'iou.tsv', 'iou.svg'])
      expect(readFileSync(at('again', name))).toEqual(readFileSync(at('run', name)));
  });

  it.each([
    [['--keep-ratio', '0'], 2, '--keep-ratio is "0"; use a number above 0 and up to 1'],
    [['--keep-ratio', '1e-9'], 2, 'at least 1 / '],
    [['--compat', 'old'], 2, '--compat is "old"; use one of correct, reference'],
    [['--out', '/dev/null/x'], 2, 'choose another --out'],
    [['--from', 'nowhere'], 4, 'nowhere/run.json: cannot be read'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const ended = await metasparse(['iou', '--from', at('run'), ...args]);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
  });

  it('refuses a run whose saliencies are gone or cut short, and a record that is none', async () => {
    cpSync(at('run'), at('broken'), { recursive: true });
    rmSync(at('broken/iou.json'));
    const seed = at('broken/saliency/seed-1.safetensors');
    truncateSync(seed, 1000);
    expect(await metasparse(['iou', '--from', at('broken')])).toMatchObject({ code: 3 });
    rmSync(seed);
    expect(await metasparse(['iou', '--from', at('broken')])).toMatchObject({ code: 4 });
    writeFileSync(
      at('broken/run.json'),
      '{"schema": "metasparse.run/v1", "parameters": {"dataset": "mnist"}}',
    );
    const odd = await metasparse(['iou', '--from', at('broken')]);
    expect([odd.code, odd.stderr]).toEqual([3, expect.stringContaining('dataset is "mnist"')]);
    expect(existsSync(at('broken/iou.json'))).toBe(false);
  });
});
