import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { collect } from '../console/command.mjs';
import { say, secondsSince } from '../console/say.mjs';
import { requireCompiler } from '../machine/compiler.mjs';
import { SetupError } from '../setup-error.mjs';

const NAPI_VERSION = 8;
const SOURCES = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
const FLAGS = ['-shared', '-fPIC', '-O2', '-std=c++17', `-DNAPI_VERSION=${NAPI_VERSION}`];
const LINK = ['-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'];

/** The folders the binding is built from and put into. */
/** @typedef {{ clone: string, cache: string, tensorflow: string, runtimeName: string }} Places */

/** @param {string} clone @returns {string} the package whose binding this is */
export function packageFolder(clone) {
  return join(clone, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
}

/** @param {string} clone @returns {string} */
export function bindingPath(clone) {
  return join(packageFolder(clone), 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');
}

/**
 * Names a build by all that decides its bytes: package version, TensorFlow, Node-API version, processor, sources, flags.
 * @param {Places} places
 * @returns {string}
 */
export function bindingKey({ clone, runtimeName }) {
  const folder = packageFolder(clone);
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  );
  const hash = createHash('sha256').update(JSON.stringify([FLAGS, LINK]));
  for (const name of readdirSync(join(folder, 'binding')).sort())
    hash.update(name).update(readFileSync(join(folder, 'binding', name)));
  return `tfjs-node-gpu-${version}-${runtimeName}-napi${NAPI_VERSION}-${process.arch}-${hash.digest('hex').slice(0, 12)}`;
}

/** @param {Places} places @returns {Promise<boolean>} whether the clone's binding and links are the wanted ones */
export async function isLinked(places) {
  const path = bindingPath(places.clone);
  const key = await readFile(`${path}.key`, 'utf8').catch(() => '');
  const lib = await readlink(join(packageFolder(places.clone), 'deps', 'lib')).catch(() => '');
  return existsSync(path) && lib === places.tensorflow && key === bindingKey(places);
}

/** Compiles the binding into the cache unless it is there. The caller holds the lock. */
/** @param {Places} places @param {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} context */
export async function buildBinding(places, context) {
  const target = cachedBinding(places);
  if (existsSync(target)) return;
  const compiler = await requireCompiler(context.env);
  const start = Date.now();
  say(`Compiling the TensorFlow binding with ${compiler.command} (about 10 seconds) …`);
  await mkdir(dirname(target), { recursive: true });
  const fresh = `${target}.${randomUUID()}`;
  try {
    const { code, output } = await collect(compiler.command, compilerArguments(places, fresh), context);
    if (code !== 0) throw await compileError(places, output);
    await rename(fresh, target);
  } finally {
    await rm(fresh, { force: true });
  }
  say(`Compiled in ${secondsSince(start)}.`);
}

/** Puts the cached binding and the links to TensorFlow into the clone's node_modules. */
/** @param {Places} places */
export async function linkBinding(places) {
  const folder = packageFolder(places.clone);
  await mkdir(join(folder, 'deps'), { recursive: true });
  await relink(places.tensorflow, join(folder, 'deps', 'lib'));
  await relink(join(places.tensorflow, 'include'), join(folder, 'deps', 'include'));
  const path = bindingPath(places.clone);
  await mkdir(dirname(path), { recursive: true });
  await rm(`${path}.key`, { force: true });
  const fresh = `${path}.${randomUUID()}`;
  await copyFile(cachedBinding(places), fresh);
  await rename(fresh, path);
  await writeFile(`${path}.key`, bindingKey(places));
}

/** @param {Places} places @returns {string} */
function cachedBinding(places) {
  return join(places.cache, 'binding', `${bindingKey(places)}.node`);
}

/** @param {Places} places @param {string} output @returns {string[]} */
function compilerArguments({ clone, tensorflow }, output) {
  const folder = packageFolder(clone);
  const headers = join(clone, 'node_modules', 'node-api-headers', 'include');
  const include = [headers, join(tensorflow, 'include'), folder].map((path) => `-I${path}`);
  return [
    ...FLAGS,
    ...include,
    ...SOURCES.map((file) => join(folder, file)),
    `-L${tensorflow}`,
    ...LINK,
    '-o',
    output,
  ];
}

/** @param {Places} places @param {string} output @returns {Promise<SetupError>} */
async function compileError({ cache }, output) {
  const log = join(cache, 'logs', 'binding.log');
  await mkdir(dirname(log), { recursive: true });
  await writeFile(log, output);
  const line = output.split('\n').find((text) => /error/.test(text)) ?? output.trim().slice(-300);
  return new SetupError(`The TensorFlow binding does not compile: ${line}`, {
    advice: `The compiler must know C++17 (g++ 9 or later). Its whole output is in ${log}.`,
    exitCode: 1,
  });
}

/** @param {string} target @param {string} path */
async function relink(target, path) {
  const fresh = `${path}.${randomUUID()}`;
  await symlink(target, fresh);
  await rename(fresh, path);
}
