import { mkdir, readdir, readFile, readlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installRuntime, readRuntime, runtimeFolder } from '../src/tensorflow/runtime.mjs';
import { temporaryFolder } from './temporary-folder.js';
import { tinyIndex } from './tiny-wheel.js';

test('unpacks the wanted parts of a wheel, links the libraries and keeps no wheel', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, env } = await tinyIndex(join(folder, 'index'));
  await installRuntime(cache, runtime, { env });
  const unpacked = join(runtimeFolder(cache, runtime), 'tensorflow');
  expect((await readdir(unpacked)).sort()).toEqual([
    'include',
    'libtensorflow.so',
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so',
    'libtensorflow_framework.so.2',
  ]);
  expect(await readlink(join(unpacked, 'libtensorflow.so'))).toBe('libtensorflow_cc.so.2');
  expect(await readdir(join(cache, 'wheels'))).toEqual([]);
  expect(await readdir(join(cache, 'tmp'))).toEqual([]);
  expect((await readRuntime(cache, runtime))?.libraries).toHaveLength(2);
});

test('refuses a wheel whose hash is not the pinned one, and keeps nothing of it', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, env } = await tinyIndex(join(folder, 'index'));
  const forged = {
    ...runtime,
    wheels: runtime.wheels.map((wheel) => ({ ...wheel, sha256: 'a'.repeat(64) })),
  };
  await expect(installRuntime(cache, forged, { env })).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('was refused: its SHA-256 is '),
  });
  expect(await readdir(join(cache, 'wheels'))).toEqual([]);
  expect(await readRuntime(cache, forged)).toBeUndefined();
});

test('a half-written wheel under the final name does not count', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, wheelPath, env } = await tinyIndex(join(folder, 'index'));
  await mkdir(join(cache, 'wheels'), { recursive: true });
  const half = (await readFile(wheelPath)).subarray(0, 600);
  await writeFile(join(cache, 'wheels', runtime.wheels[0]?.file ?? ''), half);
  await installRuntime(cache, runtime, { env });
  expect(await readRuntime(cache, runtime)).toBeDefined();
});

test('a whole wheel left by an earlier start is used without an index', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, wheelPath, env } = await tinyIndex(join(folder, 'index'));
  await mkdir(join(cache, 'wheels'), { recursive: true });
  await writeFile(join(cache, 'wheels', runtime.wheels[0]?.file ?? ''), await readFile(wheelPath));
  await installRuntime(cache, runtime, { env: { ...env, PIP_FIND_LINKS: join(folder, 'nowhere') } });
  expect(await readRuntime(cache, runtime)).toBeDefined();
});

test('a library that was cut short makes the runtime missing again', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, env } = await tinyIndex(join(folder, 'index'));
  await installRuntime(cache, runtime, { env });
  await truncate(join(runtimeFolder(cache, runtime), 'tensorflow', 'libtensorflow_cc.so.2'), 10);
  expect(await readRuntime(cache, runtime)).toBeUndefined();
});

test('too little disk is said before anything is downloaded', async () => {
  const folder = await temporaryFolder();
  const cache = join(folder, 'cache');
  const { runtime, env } = await tinyIndex(join(folder, 'index'));
  const huge = { ...runtime, unpackedBytes: 1e18 };
  await expect(installRuntime(cache, huge, { env })).rejects.toMatchObject({
    exitCode: 7,
    message: expect.stringMatching(/needs .* GB free in .*cache, where .* are left/),
  });
});

test('an index without the wheel is reported in one sentence', async () => {
  const folder = await temporaryFolder();
  const { runtime, env } = await tinyIndex(join(folder, 'index'));
  const elsewhere = { ...env, PIP_FIND_LINKS: join(folder, 'nowhere') };
  await expect(installRuntime(join(folder, 'cache'), runtime, { env: elsewhere })).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringMatching(/^pip could not download tinyflow==1\.0: .*/),
  });
});
