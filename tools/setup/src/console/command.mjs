import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How a finished command ended; `output` is stdout and stderr together, in order. */
/** @typedef {{ code: number, output: string }} Ended */

/**
 * Runs a command quietly and collects what it prints. Never throws for a command that fails: look at `code`
 * (127 when it does not exist, 128 + n when signal n ended it).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal | undefined, timeoutMs?: number }} [options]
 * @returns {Promise<Ended>}
 */
export function collect(command, args, { cwd, env, signal, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      ...(signal === undefined ? {} : { signal }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    child.on('error', (error) => {
      if (signal?.aborted) reject(error);
      else resolve({ code: 127, output: error.message });
    });
    child.on('close', (code, name) => resolve({ code: exitCode(code, name), output }));
  });
}

const FORWARDED = /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT']);

/**
 * Runs the job in this terminal and returns its exit code. Signals sent to this process alone reach the job too; a
 * Ctrl-C on a terminal already reaches both, so it is not sent a second time.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function hand(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: 'inherit',
    });
    const forward = (/** @type {NodeJS.Signals} */ name) => {
      if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name);
    };
    for (const name of FORWARDED) process.on(name, forward);
    const settled = () => FORWARDED.forEach((name) => process.off(name, forward));
    child.on('error', (error) => {
      settled();
      reject(error);
    });
    child.on('close', (code, name) => {
      settled();
      resolve(exitCode(code, name));
    });
  });
}

/** @param {number | null} code @param {NodeJS.Signals | null} name @returns {number} */
function exitCode(code, name) {
  if (code !== null) return code;
  return name === null ? 1 : 128 + constants.signals[name];
}
