import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isInstalled, matches, stampInstalled } from '../src/packages/installed.mjs';
import { temporaryFolder } from './temporary-folder.js';

const LOCK = {
  packages: {
    '': { version: '1.0.0' },
    'libs/a': { version: '1.0.0' },
    'node_modules/@x/a': { resolved: 'libs/a', link: true },
    'node_modules/left': { version: '1.0.0', integrity: 'sha512-l' },
    'node_modules/left-darwin': { version: '1.0.0', integrity: 'sha512-d', optional: true },
  },
};
const RECORD = {
  packages: {
    'libs/a': { version: '1.0.0' },
    'node_modules/@x/a': { resolved: 'libs/a', link: true },
    'node_modules/left': { version: '1.0.0', integrity: 'sha512-l' },
  },
};

async function cloneWith(record?: object): Promise<string> {
  const clone = await temporaryFolder();
  await mkdir(join(clone, 'node_modules'));
  await writeFile(join(clone, 'package-lock.json'), JSON.stringify(LOCK));
  if (record !== undefined)
    await writeFile(join(clone, 'node_modules', '.package-lock.json'), JSON.stringify(record));
  return clone;
}

test('a clone without node_modules is not installed', async () => {
  expect(await isInstalled(await cloneWith())).toBe(false);
});

test('the stamp counts until package-lock.json changes', async () => {
  const clone = await cloneWith();
  await stampInstalled(clone);
  expect(await isInstalled(clone)).toBe(true);
  await writeFile(join(clone, 'package-lock.json'), JSON.stringify({ ...LOCK, lockfileVersion: 3 }));
  expect(await isInstalled(clone)).toBe(false);
});

test('an npm install by hand is recognised by what npm wrote', async () => {
  expect(await isInstalled(await cloneWith(RECORD))).toBe(true);
});

test('packages for other platforms may be missing', () => {
  expect(matches(LOCK, RECORD)).toBe(true);
});

test('a missing package, another version and a left-over package do not match', () => {
  const { 'node_modules/left': left, ...rest } = RECORD.packages;
  expect(matches(LOCK, { packages: rest })).toBe(false);
  expect(matches(LOCK, { packages: { ...rest, 'node_modules/left': { ...left, version: '2.0.0' } } })).toBe(
    false,
  );
  expect(matches(LOCK, { packages: { ...RECORD.packages, 'node_modules/old': { version: '1.0.0' } } })).toBe(
    false,
  );
});
