import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.mjs';
import { withLock } from '../cache/lock.mjs';
import { collect } from '../console/command.mjs';
import { progressLine, say, secondsSince } from '../console/say.mjs';
import { SetupError } from '../setup-error.mjs';
import { isInstalled, stampInstalled } from './installed.mjs';

/** @typedef {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} Context */

/**
 * Installs the npm packages of package-lock.json unless they are there: from npm's cache as far as possible, and
 * wholly from it when the network fails.
 * @param {string} clone
 * @param {Context} context
 */
export async function preparePackages(clone, context) {
  if (await isInstalled(clone)) return;
  const name = createHash('sha256').update(clone).digest('hex').slice(0, 16);
  const lock = join(cacheFolder(context.env), 'locks', `clone-${name}.lock`);
  await withLock(lock, () => install(clone, context), {
    signal: context.signal,
    onWait: ({ pid }) => say(`Another set-up (process ${pid}) is at work in this clone; waiting for it …`),
  });
}

/** @param {string} clone @param {Context} context */
async function install(clone, context) {
  if (await isInstalled(clone)) return;
  const start = Date.now();
  say('Installing the npm packages of package-lock.json …');
  const show = progressLine();
  const timer = setInterval(() => show(`npm ci, ${secondsSince(start)}`), 1_000);
  try {
    await ciOrOffline(clone, context);
  } finally {
    clearInterval(timer);
  }
  await stampInstalled(clone);
  say(`Installed in ${secondsSince(start)}.`);
}

/** @param {string} clone @param {Context} context */
async function ciOrOffline(clone, context) {
  const online = await ci(clone, ['--prefer-offline'], context);
  if (online.code === 0) return;
  const offline = isNetworkFailure(online.output) ? await ci(clone, ['--offline'], context) : online;
  if (offline.code === 0) return;
  const log = join(cacheFolder(context.env), 'logs', 'npm.log');
  await mkdir(dirname(log), { recursive: true });
  await writeFile(log, `${online.output}\n${offline.output}`);
  const reason = online.output.split('\n').find((line) => /^npm (?:ERR!|error) (?!code)/.test(line)) ?? '';
  throw new SetupError(`npm could not install the packages: ${reason.replace(/^npm (?:ERR!|error) /, '')}`, {
    advice: `Its whole output is in ${log}.`,
    exitCode: 1,
  });
}

/** @param {string} output @returns {boolean} */
function isNetworkFailure(output) {
  return /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network/i.test(output);
}

/** @param {string} clone @param {readonly string[]} flags @param {Context} context */
function ci(clone, flags, { env, signal }) {
  const npm = env.npm_execpath;
  const args = ['ci', ...flags, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  return collect(command, [...first, ...args], { cwd: clone, env, signal });
}
