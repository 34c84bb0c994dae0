import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withLock } from '../src/cache/lock.mjs';
import { temporaryFolder } from './temporary-folder.js';

test('only one holder works at a time, and the lock is gone afterwards', async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, 'a.lock');
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(30);
    inside--;
  };
  await Promise.all([1, 2, 3, 4].map(() => withLock(lock, work)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('a lock whose process has died is taken over', async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, 'a.lock');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  await writeFile(lock, JSON.stringify({ pid: child.pid, host: hostname(), started: '1', id: 'dead' }));
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
});

test('a living process number that was given to another process does not keep the lock', async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, 'a.lock');
  await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname(), started: '1', id: 'older' }));
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
});

test('a lock of another machine holds while it shows signs of life, and is taken over after a minute', async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, 'a.lock');
  await writeFile(lock, JSON.stringify({ pid: 1, host: 'another-machine', started: '1', id: 'other' }));
  const waited: string[] = [];
  const work = withLock(lock, () => Promise.resolve('done'), { onWait: ({ host }) => waited.push(host) });
  await sleep(600);
  expect(waited).toEqual(['another-machine']);
  const old = new Date(Date.now() - 61_000);
  await utimes(lock, old, old);
  expect(await work).toBe('done');
});

test('waiting ends when it is aborted', async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, 'a.lock');
  const stop = new AbortController();
  await withLock(lock, async () => {
    const waiting = withLock(lock, () => Promise.resolve('never'), { signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow();
  });
});
