import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.mjs';
import { collect } from '../console/command.mjs';
import { findNvidiaDriver } from '../machine/gpu.mjs';
import { isInstalled } from '../packages/installed.mjs';
import { bindingPath } from '../tensorflow/binding.mjs';
import { sha256 } from '../tensorflow/download.mjs';
import { readRuntime, runtimeFolder } from '../tensorflow/runtime.mjs';
import { runtimeFor } from '../tensorflow/wheels.mjs';

/** @typedef {import('../doctor.mjs').Check} Check */
/** @typedef {import('../tensorflow/wheels.mjs').Runtime} Runtime */

const SETUP = 'Run: npm run setup';

/** Loads the binding in its own process: a library that does not fit can end it without a word. */
const PROBE = `
const binding = require(process.argv[1]);
process.stdout.write('\\n' + JSON.stringify({ version: binding.TF_Version, gpu: binding.isUsingGpuDevice() }));
`;

/**
 * @param {string} clone
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Check[]>} what set-up has put in place
 */
export async function checkInstalled(clone, env) {
  const runtime = runtimeFor(wantsGpu(env) ? 'gpu' : 'cpu');
  return [
    await packagesCheck(clone),
    headersCheck(clone),
    await tensorflowCheck(cacheFolder(env), runtime),
    await bindingCheck(clone, env),
  ];
}

/** @param {NodeJS.ProcessEnv} env @returns {boolean} */
function wantsGpu(env) {
  const asked = env.METASPARSE_DEVICE || 'auto';
  return asked === 'gpu' || (asked === 'auto' && findNvidiaDriver(env) !== undefined);
}

/** @param {string} clone @returns {Promise<Check>} */
async function packagesCheck(clone) {
  const installed = await isInstalled(clone).catch(() => false);
  if (installed) return { name: 'npm packages', status: 'ok', found: 'as in package-lock.json' };
  return { name: 'npm packages', status: 'missing', found: 'not as in package-lock.json', advice: SETUP };
}

/** @param {string} clone @returns {Check} */
function headersCheck(clone) {
  const path = join(clone, 'node_modules', 'node-api-headers', 'include', 'node_api.h');
  if (existsSync(path))
    return { name: 'Node headers', status: 'ok', found: 'from the package node-api-headers' };
  const advice = `They come with the npm packages. ${SETUP}`;
  return { name: 'Node headers', status: 'missing', found: 'not installed', advice };
}

/** @param {string} cache @param {Runtime} runtime @returns {Promise<Check>} */
async function tensorflowCheck(cache, runtime) {
  const folder = runtimeFolder(cache, runtime);
  const name = 'TensorFlow';
  const manifest = await readRuntime(cache, runtime);
  if (manifest === undefined)
    return { name, status: 'missing', found: `${runtime.name} is not in ${cache}`, advice: SETUP };
  for (const { path, sha256: expected } of manifest.libraries) {
    if ((await sha256(join(folder, path))) === expected) continue;
    const advice = `Delete ${folder}, then run: npm run setup`;
    return { name, status: 'missing', found: `${path} has changed since it was unpacked`, advice };
  }
  return { name, status: 'ok', found: `${folder}, SHA-256 as unpacked` };
}

/** @param {string} clone @param {NodeJS.ProcessEnv} env @returns {Promise<Check>} */
async function bindingCheck(clone, env) {
  const name = 'Binding';
  const path = bindingPath(clone);
  if (!existsSync(path)) return { name, status: 'missing', found: 'not built', advice: SETUP };
  const quiet = { ...env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { code, output } = await collect(process.execPath, ['-e', PROBE, path], {
    env: quiet,
    timeoutMs: 120_000,
  });
  const line = output.split('\n').find((text) => text.startsWith('{"version"'));
  if (code !== 0 || line === undefined)
    return { name, status: 'missing', found: `does not load: ${reason(output)}`, advice: SETUP };
  const { version, gpu } = /** @type {{ version: string, gpu: boolean }} */ (JSON.parse(line));
  const found = `TensorFlow ${version} on the ${gpu ? 'GPU' : 'CPU'}`;
  if (env.METASPARSE_DEVICE !== 'gpu' || gpu) return { name, status: 'ok', found };
  const advice = 'A GPU was asked for and TensorFlow sees none: check nvidia-smi and the driver version.';
  return { name, status: 'missing', found, advice };
}

/** @param {string} output @returns {string} */
function reason(output) {
  return (
    output.split('\n').find((text) => /error/i.test(text)) ??
    (output.trim().slice(-200) || 'it ended silently')
  );
}
