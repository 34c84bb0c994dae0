import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '@metasparse/steps';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';

const TINIEST =
  '--batches 2 --batch-size 1 --seeds 1 --crop 33 --width 1/32 --workers 1 --tasks seg,depth'.split(' ');

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const compare = (...args: string[]) => metasparse(['compare', ...args], scratch.path);
const similarity = (out: string, ...more: string[]) =>
  metasparse(['similarity', '--data', 'data', '--out', out, ...TINIEST, ...more], scratch.path);

beforeAll(async () => {
  copySample('hypersim', at('data'));
  for (const [out, ...more] of [
    ['a'],
    ['b', '--batches', '1'],
    ['b1', '--batches', '1', '--first-seed', '1'],
  ] as const)
    expect(await similarity(out, ...more)).toMatchObject({ code: 0 });
  cpSync(at('a'), at('c'), { recursive: true });
});
afterAll(() => {
  scratch.remove();
});

describe('metasparse compare', () => {
  it('prints the setting that differs and every result, beside the published one', async () => {
    const { code, stdout, stderr } = await compare('a', 'b', 'b1');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^B +b, b1 +similarity +0,1$/m);
    expect(stdout).toMatch(/^similarity\.batches +2 +1$/m);
    expect(stdout).not.toContain('similarity.crop');
    const row = /^seg\/depth iou, equal, 50 % +([\d.]+) +([\d.]+) ± [\d.]+ +([+-][\d.]+) +(0\.854)$/m.exec(
      stdout,
    );
    expect(row?.[4]).toBe('0.854');
    const rows = (await compareJson('a', 'b', 'b1')).results;
    const iou = rows.find(({ name }) => name === 'seg/depth iou, equal, 50 %');
    expect(row?.[1]).toBe(iou?.values[0]?.mean?.toFixed(4));
    expect(Number(row?.[3])).toBeCloseTo(iou?.differences[1]?.mean ?? NaN, 3);
    expect(stdout).toContain('published, report, Tables 1-2: NYUv2, full width, 50 batches of 8, 4 seeds');
  });

  it('finds no difference between two runs of the same', async () => {
    const { code, stdout } = await compare('a', 'c', '--all-settings');
    expect(code).toBe(0);
    expect(stdout).toContain('no result differs');
    expect(stdout).toMatch(/^similarity\.crop +33 +33$/m);
  });

  it('writes Markdown and TSV to a file', async () => {
    expect(await compare('a', 'b', '--format', 'md', '--out', 'x.md')).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(at('x.md'), 'utf8')).toMatch(/^\| result \| A \| B \| B - A \| published: .* \|$/m);
    const { stdout } = await compare('a', 'b', '--format', 'tsv');
    const lines = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([lines[0]?.length]));
    expect(lines.find(([, name]) => name === 'similarity.batches')).toContain('2');
  });

  it('refuses a folder without results, a newer file, an unknown format', async () => {
    expect(await compare('a', 'data')).toMatchObject({ code: 4 });
    expect(await compare('a', 'b', '--format', 'xls')).toMatchObject({ code: 2 });
    writeFileSync(at('data/train.json'), '{"schema": "metasparse.train/v9"}');
    const newer = await compare('a', 'data');
    expect([newer.code, newer.stderr]).toEqual([3, expect.stringContaining('metasparse.train/v9')]);
    expect(await compare()).toMatchObject({ code: 2 });
  });
});

async function compareJson(...folders: string[]): Promise<Comparison> {
  return JSON.parse((await compare(...folders, '--format', 'json')).stdout) as Comparison;
}
