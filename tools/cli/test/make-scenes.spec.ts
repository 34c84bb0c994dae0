import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { metasparse, temporaryFolder, type Ended } from './metasparse.js';

const BINARY = fileURLToPath(new URL('../bin/metasparse.mjs', import.meta.url));
const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const SMALL = ['--count', '6', '--size', '48x64'];
const run = (...args: string[]): Promise<Ended> => metasparse(['data', 'make-scenes', ...args], scratch.path);

afterAll(() => {
  scratch.remove();
});

function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(at(folder), { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(at(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(at(folder, name), 'base64')]));
}

describe('metasparse data make-scenes', () => {
  it('makes a set that the check finds whole, with plain lines of progress', async () => {
    const { code, stdout, stderr } = await run(...SMALL, '--workers', '2', '--out', 'plain');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^5 train, 1 test, [\d.]+ KiB\nplain\n$/)]);
    expect(stderr).toMatch(/^scene 6\/6, \d+ a minute, 0 s left, /m);
    expect(stderr).not.toMatch(/[\r\u001b]/);
    const check = await metasparse(['data', 'check', at('plain'), '--no-sheet']);
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('0 missing, 0 broken, 0 odd')]);
  });

  it('gives the same bytes whatever the workers, and others from another seed', async () => {
    await run(...SMALL, '--workers', '0', '--out', 'here');
    await run(...SMALL, '--seed', '8', '--workers', '0', '--out', 'other');
    expect(filesOf('here')).toEqual(filesOf('plain'));
    expect(filesOf('other')).not.toEqual(filesOf('here'));
  });

  it('adds all controls, or those that are named', async () => {
    await run(...SMALL, '--controls', '--test-percent', '40', '--workers', '0', '--out', 'all');
    await run(...SMALL, '--controls', 'noise,rotated_normal', '--workers', '0', '--out', 'two');
    const columns = (folder: string): string[] => {
      const index = JSON.parse(readFileSync(at(folder, 'scenes.json'), 'utf8')) as { columns: string[] };
      return index.columns.filter((name) => name.startsWith('control_'));
    };
    expect(new Set(columns('two'))).toEqual(new Set(['control_noise', 'control_rotated_normal']));
    expect(columns('all')).toEqual(expect.arrayContaining(columns('two')));
    expect(columns('all').some((name) => name.startsWith('control_shuffled_'))).toBe(true);
  });

  it.each([
    [['--count', '0'], '--count is "0"; use a whole number from 1 to 1000000'],
    [['--size', '240'], '--size is "240"; use HEIGHTxWIDTH, each from 16 to 2048'],
    [['--workers', '257'], '--workers is "257"; use a whole number from 0 to 256'],
    [['--controls', 'noise,clouds'], '--controls has "clouds"; use monotone_depth'],
  ])('refuses %j with exit code 2 and makes nothing', async (args, message) => {
    const ended = await run(...SMALL, '--out', 'no', ...args);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(at('no'))).toBe(false);
  });

  it('refuses a folder that is not empty', async () => {
    expect(await run(...SMALL, '--out', 'plain')).toMatchObject({ code: 5 });
  });

  it('stops on Ctrl-C, leaves nothing, and names the command', async () => {
    const args = [BINARY, 'data', 'make-scenes', '--count', '100000', '--out', 'stopped'];
    const child = spawn(process.execPath, args, { cwd: scratch.path, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (!stderr.includes('scene ') && text.includes('scene ')) child.kill('SIGINT');
      stderr += text;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, stderr]).toEqual([
      130,
      expect.stringContaining('make-scenes --count 100000 --out stopped'),
    ]);
    expect(readdirSync(scratch.path).filter((name) => name.includes('stopped'))).toEqual([]);
  });
});
