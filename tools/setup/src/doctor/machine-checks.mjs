import { readFile } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { cacheFolder } from '../cache/cache-folder.mjs';
import { freeBytes } from '../cache/disk.mjs';
import { collect } from '../console/command.mjs';
import { formatBytes } from '../console/say.mjs';
import { findCompiler } from '../machine/compiler.mjs';
import { findNvidiaDriver } from '../machine/gpu.mjs';
import { installAdvice } from '../machine/install-advice.mjs';
import { MINIMUM_NODE, atLeast, thisPlatform, unsupportedReason } from '../machine/platform.mjs';
import { findPython, missingPython, pythonAdvice } from '../machine/python.mjs';
import { readRuntime } from '../tensorflow/runtime.mjs';
import { runtimeFor } from '../tensorflow/wheels.mjs';

/** @typedef {import('../doctor.mjs').Check} Check */

/** One worker at full width on the largest default configuration needs about this much. */
const MEMORY_BYTES = 4e9;

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Check[]>} what the machine offers, installed or not */
export async function checkMachine(env) {
  const asked = await Promise.all([
    npmCheck(env),
    platformCheck(),
    pythonCheck(env),
    compilerCheck(env),
    diskCheck(env),
    processorCheck(),
  ]);
  return [nodeCheck(), ...asked, memoryCheck(), driverCheck(env)];
}

/** @returns {Check} */
function nodeCheck() {
  const { node } = process.versions;
  if (atLeast(node, MINIMUM_NODE)) return { name: 'Node', status: 'ok', found: node };
  const advice = `Install Node ${MINIMUM_NODE} or later from https://nodejs.org, or with nvm: nvm install 22`;
  return { name: 'Node', status: 'missing', found: `${node}, which is too old`, advice };
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Check>} */
async function npmCheck(env) {
  const { code, output } = await collect('npm', ['--version'], { env, timeoutMs: 30_000 });
  if (code === 0) return { name: 'npm', status: 'ok', found: output.trim() };
  return {
    name: 'npm',
    status: 'missing',
    found: 'not on PATH',
    advice: 'npm comes with Node: https://nodejs.org',
  };
}

/** @returns {Promise<Check>} */
async function platformCheck() {
  const platform = await thisPlatform();
  const reason = unsupportedReason(platform);
  const found = `${platform.platform} ${platform.arch}, glibc ${platform.glibc ?? 'none'}`;
  if (reason === undefined) return { name: 'Platform', status: 'ok', found };
  return { name: 'Platform', status: 'missing', found, advice: reason };
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Check>} */
async function pythonCheck(env) {
  const found = await findPython(env);
  const missing = missingPython(found);
  if (missing === undefined)
    return {
      name: 'Python',
      status: 'ok',
      found: `${found?.command} ${found?.python} with pip ${found?.pip}`,
    };
  return { name: 'Python', status: 'missing', found: missing, advice: pythonAdvice(found) };
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Check>} */
async function compilerCheck(env) {
  const found = await findCompiler(env);
  if (found !== undefined) return { name: 'C++ compiler', status: 'ok', found: found.version };
  const advice = installAdvice('compiler');
  return { name: 'C++ compiler', status: 'missing', found: `no ${env.CXX ?? 'g++ or clang++'}`, advice };
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Check>} */
async function diskCheck(env) {
  const folder = cacheFolder(env);
  const runtime = runtimeFor(env.METASPARSE_DEVICE === 'gpu' ? 'gpu' : 'cpu');
  const installed = (await readRuntime(folder, runtime)) !== undefined;
  const wheelBytes = runtime.wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  const needed = installed ? 100e6 : wheelBytes + runtime.unpackedBytes;
  const free = await freeBytes(folder);
  const found = `${formatBytes(free)} free in ${folder}`;
  if (free >= needed) return { name: 'Disk', status: 'ok', found };
  const advice = `${formatBytes(needed)} are needed: free some space, or set METASPARSE_CACHE to a larger disk.`;
  return { name: 'Disk', status: 'missing', found, advice };
}

/** @returns {Check} */
function memoryCheck() {
  const found = `${formatBytes(totalmem())}, ${formatBytes(freemem())} of it free`;
  if (totalmem() >= MEMORY_BYTES) return { name: 'Memory', status: 'ok', found };
  const advice = `Full width needs about ${formatBytes(MEMORY_BYTES)}; --width 1/8 fits here.`;
  return { name: 'Memory', status: 'note', found, advice };
}

/** @returns {Promise<Check>} whether the processor can do `--precision mixed` */
async function processorCheck() {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = new Set(/^flags\s*:(.*)$/m.exec(text)?.[1]?.trim().split(' '));
  const shown = ['avx2', 'avx512f', 'avx512_bf16', 'amx_bf16'].filter((flag) => flags.has(flag));
  const found = `${availableParallelism()} threads, ${shown.join(', ') || 'no vector instructions that count'}`;
  if (!flags.has('avx'))
    return { name: 'Processor', status: 'missing', found, advice: 'TensorFlow needs a processor with AVX.' };
  if (flags.has('avx512_bf16') || flags.has('amx_bf16')) return { name: 'Processor', status: 'ok', found };
  const advice = '--precision mixed needs bf16 instructions (avx512_bf16 or amx_bf16); fp32 works.';
  return { name: 'Processor', status: 'note', found, advice };
}

/** @param {NodeJS.ProcessEnv} env @returns {Check} */
function driverCheck(env) {
  const asked = env.METASPARSE_DEVICE || 'auto';
  const driver = findNvidiaDriver(env);
  const found = `METASPARSE_DEVICE=${asked}, ${driver === undefined ? 'no NVIDIA driver' : `driver: ${driver}`}`;
  if (!['cpu', 'gpu', 'auto'].includes(asked))
    return { name: 'GPU', status: 'missing', found, advice: 'Set METASPARSE_DEVICE to cpu, gpu or auto.' };
  if (asked !== 'gpu' || driver !== undefined) return { name: 'GPU', status: 'ok', found };
  const advice = 'Install the NVIDIA driver (nvidia-smi must work), or set METASPARSE_DEVICE=cpu.';
  return { name: 'GPU', status: 'missing', found, advice };
}
