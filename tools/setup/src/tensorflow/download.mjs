import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { collect } from '../console/command.mjs';
import { formatBytes, progressLine, say } from '../console/say.mjs';
import { atLeast } from '../machine/platform.mjs';
import { SetupError } from '../setup-error.mjs';
import { partOf, resumeDownload } from './resume.mjs';

/** @typedef {import('./wheels.mjs').Wheel} Wheel */
/** @typedef {import('../machine/python.mjs').Python} Python */
/** @typedef {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} Context */

/**
 * Puts the wheel into `folder` and returns its path. Only a whole file whose hash is the pinned one gets the name that
 * counts; what a killed download left is gone on with.
 * @param {Wheel} wheel
 * @param {{ folder: string, temporary: string, python: Python }} places
 * @param {Context} context
 * @returns {Promise<string>}
 */
export async function fetchWheel(wheel, { folder, temporary, python }, context) {
  const path = join(folder, wheel.file);
  if (await hasHash(path, wheel.sha256)) return path;
  await mkdir(folder, { recursive: true });
  await mkdir(temporary, { recursive: true });
  say(`Downloading ${wheel.requirement} (${formatBytes(wheel.bytes)}), once for this machine …`);
  const fresh = join(temporary, wheel.file);
  await withProgress(wheel, [temporary, partOf(path)], async () => {
    if (!(await resumeDownload(wheel, { path, fresh, python }, context)))
      await pipDownload(wheel, temporary, python, context);
  });
  await requireHash(fresh, wheel);
  await rename(fresh, path);
  return path;
}

/** @param {Wheel} wheel @param {readonly string[]} places @param {() => Promise<void>} work */
async function withProgress(wheel, places, work) {
  const show = progressLine();
  const timer = setInterval(() => {
    void Promise.all(places.map(bytesAt)).then((bytes) =>
      show(progressText(Math.max(...bytes), wheel.bytes)),
    );
  }, 500);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

/** @param {Wheel} wheel @param {string} temporary @param {Python} python @param {Context} context */
async function pipDownload(wheel, temporary, python, { env, signal }) {
  const ended = await collect(python.command, pipArguments(wheel, temporary, python), {
    env: { ...env, TMPDIR: temporary },
    signal,
  });
  if (ended.code !== 0) throw downloadError(wheel, ended.output);
}

/** Platform and Python version are spelt out, so that any local Python fetches the same file. */
const PLATFORM = [
  ...['--platform', 'manylinux_2_27_x86_64', '--platform', 'manylinux2014_x86_64'],
  ...['--python-version', '3.11', '--implementation', 'cp'],
];

/** @param {Wheel} wheel @param {string} target @param {Python} python @returns {string[]} */
function pipArguments(wheel, target, python) {
  const resume = python.pip !== undefined && atLeast(python.pip, '25.1') ? ['--resume-retries', '10'] : [];
  return [
    ...['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--progress-bar', 'off'],
    '--only-binary=:all:',
    ...PLATFORM,
    ...['--disable-pip-version-check', '--no-input', '--retries', '5', ...resume],
    ...['--dest', target, wheel.requirement],
  ];
}

/** @param {Wheel} wheel @param {string} output */
function downloadError(wheel, output) {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => /error/i.test(line));
  return new SetupError(
    `pip could not download ${wheel.requirement}: ${lines.at(-1) ?? output.trim().slice(-300)}`,
    {
      advice:
        'Check the network and the package index that pip is set up for, then run the same command again.',
      exitCode: 1,
    },
  );
}

/** @param {number} bytes @param {number} total */
function progressText(bytes, total) {
  const percent = Math.min(100, Math.floor((100 * bytes) / total));
  return `${formatBytes(Math.min(bytes, total))} of ${formatBytes(total)}, ${percent} %`;
}

/** @param {string} place @returns {Promise<number>} bytes of a file, or of all files below a folder */
async function bytesAt(place) {
  const found = await stat(place).catch(() => undefined);
  return found?.isDirectory() ? folderBytes(place) : (found?.size ?? 0);
}

/** @param {string} folder @returns {Promise<number>} bytes of all files below it, those that vanish meanwhile left out */
async function folderBytes(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** @param {string} path @param {Wheel} wheel */
async function requireHash(path, wheel) {
  const found = await sha256(path);
  if (found === wheel.sha256) return;
  await rm(path, { force: true });
  throw new SetupError(
    `${wheel.file} was refused: its SHA-256 is ${found ?? 'unknown (there is no such file)'}, and ${wheel.sha256} is pinned.`,
    {
      advice: 'The file was deleted. Check that the package index is to be trusted, then try again.',
      exitCode: 3,
    },
  );
}

/** @param {string} path @param {string} expected @returns {Promise<boolean>} a file with another hash is deleted */
async function hasHash(path, expected) {
  const found = await sha256(path);
  if (found !== undefined && found !== expected) await rm(path, { force: true });
  return found === expected;
}

/** @param {string} path @returns {Promise<string | undefined>} hexadecimal; undefined when there is no such file */
export async function sha256(path) {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
  return hash.digest('hex');
}
