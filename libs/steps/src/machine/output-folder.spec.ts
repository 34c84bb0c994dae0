import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ConflictError, InvalidArgumentError } from '@metasparse/contracts';
import { claimFolder } from './output-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-folder-'));
const at = (...names: string[]): string => join(folder, ...names);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('takes away what was written, and the folder where it was new', () => {
  const { clear } = claimFolder(at('new'), ['a.txt']);
  writeFileSync(at('new', 'a.txt'), '');
  writeFileSync(at('new', 'b.txt.123.tmp'), '');
  clear();
  expect(existsSync(at('new'))).toBe(false);
});

it('leaves a folder that was there, and what somebody else put into it', () => {
  mkdirSync(at('old'));
  const { clear } = claimFolder(at('old'), ['a.txt']);
  writeFileSync(at('old', 'a.txt'), '');
  writeFileSync(at('old', 'mine.txt'), '');
  clear();
  expect(readdirSync(at('old'))).toEqual(['mine.txt']);
});

it('refuses a folder that holds something, and a place where none can be', () => {
  expect(() => claimFolder(at('old'), [])).toThrow(ConflictError);
  expect(() => claimFolder(at('old', 'mine.txt', 'x'), [])).toThrow(InvalidArgumentError);
});
