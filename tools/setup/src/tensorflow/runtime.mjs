import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireSpace } from '../cache/disk.mjs';
import { collect } from '../console/command.mjs';
import { say, secondsSince } from '../console/say.mjs';
import { requirePython } from '../machine/python.mjs';
import { SetupError } from '../setup-error.mjs';
import { fetchWheel } from './download.mjs';

/** @typedef {import('./wheels.mjs').Runtime} Runtime */
/** @typedef {{ path: string, bytes: number, sha256: string }} Library */
/** @typedef {{ wheels: readonly string[], libraries: readonly Library[] }} Manifest */

const UNPACK = join(dirname(fileURLToPath(import.meta.url)), 'unpack.py');

/** @param {string} cache @param {Runtime} runtime @returns {string} */
export function runtimeFolder(cache, runtime) {
  return join(cache, runtime.name);
}

/**
 * What was unpacked, or undefined when the runtime is not there: another pin, a missing or cut library.
 * @param {string} cache
 * @param {Runtime} runtime
 * @returns {Promise<Manifest | undefined>}
 */
export async function readRuntime(cache, runtime) {
  const folder = runtimeFolder(cache, runtime);
  try {
    const manifest = /** @type {Manifest} */ (
      JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    );
    const pinned = runtime.wheels.map((wheel) => wheel.sha256);
    if (pinned.join() !== manifest.wheels.join()) return undefined;
    for (const { path, bytes } of manifest.libraries)
      if ((await stat(join(folder, path))).size !== bytes) return undefined;
    return existsSync(join(folder, 'tensorflow', 'libtensorflow.so')) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Downloads and unpacks the runtime into the cache; the folder appears whole or not at all, and the wheels are
 * deleted afterwards. The caller holds the lock.
 * @param {string} cache
 * @param {Runtime} runtime
 * @param {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} context
 */
export async function installRuntime(cache, runtime, context) {
  const python = await requirePython(context.env);
  const wheelBytes = runtime.wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
  await requireSpace(cache, wheelBytes + runtime.unpackedBytes, `TensorFlow (${runtime.name})`);
  const temporary = join(cache, 'tmp', `${runtime.name}-${randomUUID()}`);
  const places = { folder: join(cache, 'wheels'), temporary: join(temporary, 'pip'), python };
  try {
    const fresh = join(temporary, 'fresh');
    const paths = [];
    for (const wheel of runtime.wheels) paths.push(await fetchWheel(wheel, places, context));
    await unpackAll(runtime, paths, fresh, python.command, context);
    await publish(fresh, runtimeFolder(cache, runtime));
    for (const path of paths) await rm(path, { force: true });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {Runtime} runtime
 * @param {readonly string[]} paths of the wheels
 * @param {string} target
 * @param {string} python
 * @param {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} context
 */
async function unpackAll(runtime, paths, target, python, { env, signal }) {
  const start = Date.now();
  say(`Unpacking ${runtime.name} …`);
  /** @type {Library[]} */
  const libraries = [];
  for (const [at, wheel] of runtime.wheels.entries()) {
    const args = ['-I', UNPACK, paths[at] ?? '', target, ...wheel.keep];
    const { code, output } = await collect(python, args, { env, signal });
    if (code !== 0) throw unpackError(wheel.file, output);
    libraries.push(.../** @type {Library[]} */ (JSON.parse(output)));
  }
  await linkLibraries(join(target, 'tensorflow'), libraries);
  const manifest = { wheels: runtime.wheels.map((wheel) => wheel.sha256), libraries };
  await writeFile(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  say(`Unpacked in ${secondsSince(start)}.`);
}

/** The linker looks for names without a version. */
/** @param {string} folder @param {readonly Library[]} libraries */
async function linkLibraries(folder, libraries) {
  for (const [name, target] of [
    ['libtensorflow.so', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
  ]) {
    if (!libraries.some(({ path }) => path === `tensorflow/${target}`))
      throw new SetupError(`The TensorFlow wheel holds no ${target}.`, { exitCode: 3 });
    await symlink(`${target}`, join(folder, `${name}`));
  }
}

/** @param {string} fresh @param {string} folder an older or damaged one is replaced */
async function publish(fresh, folder) {
  await mkdir(dirname(folder), { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

/** @param {string} file @param {string} output */
function unpackError(file, output) {
  const last = output.trim().split('\n').at(-1) ?? '';
  if (/No space left/.test(output))
    return new SetupError(`The disk filled up while ${file} was unpacked.`, {
      advice: 'Free some space, or set METASPARSE_CACHE to a folder on a larger disk.',
      exitCode: 7,
    });
  return new SetupError(`${file} could not be unpacked: ${last}`, { exitCode: 3 });
}
