import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';

const scratch = temporaryFolder();
const data = copySample('hypersim', join(scratch.path, 'data'));
afterAll(() => {
  scratch.remove();
});

const config = (name: string, text: string): string => {
  const path = join(scratch.path, name);
  writeFileSync(path, text);
  return path;
};

type Case = readonly [what: string, args: readonly string[], code: number, says: readonly string[]];

const CASES: readonly Case[] = [
  ['an unknown flag', ['--colour', 'red'], 2, ['--colour']],
  ['an unknown task', ['--tasks', 'seg,smell'], 2, ['--tasks', '"smell"', 'seg, sn, depth, keypoint, edge']],
  ['a task named twice', ['--tasks', 'seg,seg'], 2, ['--tasks', 'twice']],
  ['no task', ['--tasks', ''], 2, ['--tasks', 'seg, sn, depth']],
  ['a task without labels', ['--tasks', 'seg,edge'], 2, ['--tasks', 'edge', 'seg, sn, depth']],
  ['a sparsity of 0', ['--sparsities', '0'], 2, ['--sparsities has "0"', 'above 0 and below 100']],
  ['a sparsity of 100', ['--sparsities', '50,100'], 2, ['--sparsities', '100', 'above 0 and below 100']],
  [
    'a sparsity that keeps nothing',
    ['--sparsities', '99.999999', '--width', '1/16'],
    2,
    ['--sparsities has 99.999999', 'none would be kept'],
  ],
  ['a sparsity that is no number', ['--sparsities', '5O'], 2, ['--sparsities', '5O', 'number above 0']],
  ['a sparsity named twice', ['--sparsities', '50,50.0'], 2, ['--sparsities', 'twice']],
  ['no batches', ['--batches', '0'], 2, ['--batches is "0"', 'whole number from 1 to 100000']],
  ['half a batch', ['--batches', '1.5'], 2, ['--batches is "1.5"', 'whole number']],
  ['an empty batch', ['--batch-size', '0'], 2, ['--batch-size', 'from 1 to 1024']],
  ['no seeds', ['--seeds', '0'], 2, ['--seeds', 'from 1 to 1000']],
  ['a crop too small for the net', ['--crop', '16'], 2, ['--crop is "16"', 'from 32 to 4096']],
  ['a width that is no divisor', ['--width', '0.3'], 2, ['--width is 0.3', '1/8']],
  ['a width above 1', ['--width', '2'], 2, ['--width is "2"', 'up to 1']],
  ['an unknown precision', ['--precision', 'fp16'], 2, ['--precision is "fp16"', 'fp32 or mixed']],
  [
    'an unknown data set',
    ['--dataset', 'coco'],
    2,
    ['--dataset is "coco"', 'nyuv2, cityscapes or taskonomy'],
  ],
  ['the wrong data set', ['--dataset', 'taskonomy'], 4, ['data', 'taskonomy']],
  ['an unknown switch', ['--dropout', 'maybe'], 2, ['--dropout', 'on or off']],
  ['no workers', ['--workers', '0'], 2, ['--workers', 'from 1 to 256']],
  ['a config that is not there', ['--config', 'nowhere.yaml'], 4, ['nowhere.yaml']],
  ['a config that is not YAML', ['--config', config('bad.yaml', 'a: [1,\nb')], 2, ['bad.yaml', 'YAML']],
  ['a config that is a list', ['--config', config('list.yaml', '- 1\n')], 2, ['list.yaml', 'mapping']],
  [
    'a config with an unknown key',
    ['--config', config('key.yaml', 'batchez: 3\n')],
    2,
    ['"batchez"', 'key.yaml'],
  ],
  [
    'a config with a wrong value',
    ['--config', config('value.yaml', 'batches: many\n')],
    2,
    ['batches', 'many'],
  ],
];

describe('metasparse similarity refuses', () => {
  it.each(CASES)('%s', async (what, args, code, says) => {
    const out = join(scratch.path, what.replaceAll(' ', '-'));
    const ended = await metasparse(['similarity', '--data', data, '--out', out, ...args]);
    for (const part of says) expect(ended.stderr).toContain(part);
    expect(ended.stderr).not.toMatch(/^\s+at .*:\d+/m);
    expect(ended.stderr).not.toContain('unexpected error');
    expect(ended.code).toBe(code);
    expect(existsSync(out)).toBe(false);
  });

  it('a run without data, and one without a place for results', async () => {
    expect(await metasparse(['similarity', '--out', 'x'])).toMatchObject({ code: 2 });
    const { code, stderr } = await metasparse(['similarity', '--data', data]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--out is missing')]);
  });

  it('a folder that holds other files, or is a file', async () => {
    const out = join(scratch.path, 'holiday');
    mkdirSync(out);
    writeFileSync(join(out, 'beach.txt'), 'sand');
    const foreign = await metasparse(['similarity', '--data', data, '--out', out]);
    expect(foreign).toMatchObject({ code: 5, stderr: expect.stringContaining('beach.txt') });
    const file = await metasparse(['similarity', '--data', data, '--out', join(out, 'beach.txt')]);
    expect(file).toMatchObject({ code: 5, stderr: expect.stringContaining('is a file') });
  });
});
