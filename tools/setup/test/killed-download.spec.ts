import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { withLock } from '../src/cache/lock.mjs';
import { installRuntime, readRuntime } from '../src/tensorflow/runtime.mjs';
import { temporaryFolder } from './temporary-folder.js';
import { tinyIndex } from './tiny-wheel.js';

const RUNTIME_MODULE = fileURLToPath(new URL('../src/tensorflow/runtime.mjs', import.meta.url));
const LOCK_MODULE = fileURLToPath(new URL('../src/cache/lock.mjs', import.meta.url));

/** The child holds the lock and installs, as set-up does. */
const CHILD = `
const [cache, runtime] = process.argv.slice(1);
const { installRuntime } = await import(${JSON.stringify(RUNTIME_MODULE)});
const { withLock } = await import(${JSON.stringify(LOCK_MODULE)});
await withLock(cache + '/setup.lock', () => installRuntime(cache, JSON.parse(runtime), { env: process.env }));
`;

interface StallingIndex {
  readonly url: string;
  readonly stalled: Promise<unknown>;
  /** Where each answer began in the file. */
  readonly starts: readonly number[];
}

/** A package index whose first answer of the file stops half-way; it serves ranges. */
async function stallingIndex(wheelPath: string, bytes: number): Promise<StallingIndex> {
  const starts: number[] = [];
  let whole = false;
  const file = basename(wheelPath);
  const server = createServer((request, response) => {
    if (!request.url?.endsWith('.whl')) {
      response.setHeader('content-type', 'text/html').end(`<a href="/files/${file}">${file}</a>`);
      return;
    }
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    starts.push(start);
    response.statusCode = start > 0 ? 206 : 200;
    response.setHeader('content-length', bytes - start);
    const half = createReadStream(wheelPath, { start, end: whole ? bytes : Math.floor(bytes / 2) });
    half.pipe(response, { end: whole });
    if (!whole) half.on('close', () => server.emit('stalled'));
    whole = true;
  });
  const stalled = once(server, 'stalled');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple`, stalled, starts };
}

test('a set-up killed in mid-download leaves nothing that counts, and the next one goes on where it stopped', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, wheelPath, env } = await tinyIndex(join(folder, 'files'), 2_000_000);
  const { size } = await (await open(wheelPath)).stat();
  const { url, stalled, starts } = await stallingIndex(wheelPath, size);
  const online = { ...env, PIP_NO_INDEX: '', PIP_FIND_LINKS: '', PIP_INDEX_URL: url };
  delete (online as NodeJS.ProcessEnv)['PIP_NO_INDEX'];

  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', CHILD, cache, JSON.stringify(runtime)],
    {
      env: online,
      detached: true,
      stdio: 'ignore',
    },
  );
  await stalled;
  await sleep(200);
  const exited = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await exited;

  expect(await readRuntime(cache, runtime)).toBeUndefined();
  expect(await readdir(join(cache, 'wheels'))).toEqual([`${basename(wheelPath)}.part`]);
  expect(await readdir(cache)).toContain('setup.lock');
  await withLock(join(cache, 'setup.lock'), () => installRuntime(cache, runtime, { env: online }));
  expect(await readRuntime(cache, runtime)).toBeDefined();
  expect(starts).toHaveLength(2);
  expect(starts[1]).toBeGreaterThan(0);
});
