import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { metasparse, temporaryFolder } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
afterAll(() => {
  scratch.remove();
});

describe('metasparse data', () => {
  it.each([
    ['carla', 'cityscapes'],
    ['hypersim', 'nyuv2'],
  ])('writes the sample %s, which the check finds whole', async (name, dataset) => {
    expect(await metasparse(['data', 'sample', name], scratch.path)).toMatchObject({
      code: 0,
      stdout: `${name}\n`,
    });
    const sheet = at(`${name}.png`);
    const { code, stdout } = await metasparse(['data', 'check', at(name), '--sheet', sheet]);
    expect(code).toBe(0);
    expect(stdout).toContain(dataset);
    expect(stdout).toContain('0 missing, 0 broken');
    expect(readFileSync(sheet).subarray(1, 4).toString()).toBe('PNG');
    const json = await metasparse(['data', 'check', at(name), '--json', '--no-sheet']);
    expect(JSON.parse(json.stdout)).toMatchObject({ dataset, counts: { missing: 0, broken: 0 } });
  });

  it('does not write a sample over something, and knows no other samples', async () => {
    await metasparse(['data', 'sample', 'carla', '--out', at('taken')]);
    expect(await metasparse(['data', 'sample', 'carla', '--out', at('taken')])).toMatchObject({ code: 5 });
    expect(await metasparse(['data', 'sample', 'mnist', '--out', at('m')])).toMatchObject({ code: 2 });
    expect(existsSync(at('m'))).toBe(false);
  });

  it('reports a missing file with exit code 3', async () => {
    await metasparse(['data', 'sample', 'hypersim', '--out', at('holes')]);
    rmSync(at('holes/depth/0085.npy'));
    const { code, stdout } = await metasparse(['data', 'check', at('holes'), '--no-sheet']);
    expect([code, stdout]).toEqual([3, expect.stringContaining('depth/0085.npy')]);
  });
});

describe('metasparse --help', () => {
  it('lists every command, and each default of similarity', async () => {
    const { code, stdout } = await metasparse(['--help']);
    expect(code).toBe(0);
    for (const command of [
      'similarity',
      'prune',
      'compact',
      'baselines',
      'compare',
      'reproduce',
      'cotrain',
      'decide',
      'validate',
      'table',
      'plot',
      'data',
      'demo',
      'doctor',
    ])
      expect(stdout).toContain(command);
    const { stdout: help } = await metasparse(['similarity', 'prune', 'compact', '--help']);
    const options = help.split(/^ {2}(?=--[a-z])/m).slice(1);
    const free = ['--config', '--json'];
    for (const option of options.filter((text) => !free.some((name) => text.startsWith(name))))
      expect(option).toMatch(/default|required/);
  });

  it('is found by npx in the repository', () => {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const help = execFileSync('npx', ['--no-install', 'metasparse', '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(help).toContain('Usage: metasparse');
  });

  it('comes with an unknown command, exit code 2', async () => {
    const { code, stderr } = await metasparse(['similarty']);
    expect([code, stderr]).toEqual([2, expect.stringContaining("unknown command 'similarty'")]);
  });

  it('has the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect((await metasparse(['--version'])).stdout).toBe(`${version}\n`);
  });
});

it('metasparse doctor exits with 0 when nothing is missing and with 6 otherwise', async () => {
  const { code, stdout } = await metasparse(['doctor', '--json']);
  const { ok } = JSON.parse(stdout) as { ok: boolean };
  expect(code).toBe(ok ? 0 : 6);
});
