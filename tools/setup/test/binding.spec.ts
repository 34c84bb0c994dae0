import { appendFile, cp, mkdir, readlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bindingKey, bindingPath, isLinked, linkBinding, packageFolder } from '../src/tensorflow/binding.mjs';
import { temporaryFolder } from './temporary-folder.js';

const CLONE = fileURLToPath(new URL('../../..', import.meta.url));

async function cloneWithSources(): Promise<{
  clone: string;
  cache: string;
  tensorflow: string;
  runtimeName: string;
}> {
  const folder = await temporaryFolder();
  const clone = join(folder, 'clone');
  await mkdir(packageFolder(clone), { recursive: true });
  for (const part of ['package.json', 'binding'])
    await cp(join(packageFolder(CLONE), part), join(packageFolder(clone), part), { recursive: true });
  return {
    clone,
    cache: join(folder, 'cache'),
    tensorflow: join(folder, 'tf', 'tensorflow'),
    runtimeName: 'tf-1',
  };
}

test('a build is named by package, TensorFlow, Node-API version and sources', async () => {
  const places = await cloneWithSources();
  const key = bindingKey(places);
  expect(key).toMatch(/^tfjs-node-gpu-4\.22\.0-tf-1-napi8-x64-[0-9a-f]{12}$/);
  expect(bindingKey({ ...places, runtimeName: 'tf-2' })).not.toBe(key);
  await appendFile(join(packageFolder(places.clone), 'binding', 'tfjs_binding.cc'), '// changed\n');
  expect(bindingKey(places)).not.toBe(key);
});

test('linking puts the cached build and the TensorFlow folder into the clone, twice without harm', async () => {
  const places = await cloneWithSources();
  await mkdir(join(places.cache, 'binding'), { recursive: true });
  await writeFile(join(places.cache, 'binding', `${bindingKey(places)}.node`), 'binding');
  expect(await isLinked(places)).toBe(false);
  await linkBinding(places);
  await linkBinding(places);
  expect(await isLinked(places)).toBe(true);
  expect(existsSync(bindingPath(places.clone))).toBe(true);
  expect(await readlink(join(packageFolder(places.clone), 'deps', 'lib'))).toBe(places.tensorflow);
});

test('another TensorFlow makes the links out of date', async () => {
  const places = await cloneWithSources();
  await mkdir(join(places.cache, 'binding'), { recursive: true });
  await writeFile(join(places.cache, 'binding', `${bindingKey(places)}.node`), 'binding');
  await linkBinding(places);
  expect(await isLinked({ ...places, tensorflow: '/elsewhere/tensorflow' })).toBe(false);
  expect(await isLinked({ ...places, runtimeName: 'tf-2' })).toBe(false);
});
