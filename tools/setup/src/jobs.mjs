import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hand } from './console/command.mjs';
import { say } from './console/say.mjs';

/** @typedef {(clone: string, args: readonly string[]) => readonly (readonly string[])[]} Job */

const CLI = 'tools/cli/bin/metasparse.mjs';
/** Each job as the Node commands it consists of, run one after the other while they succeed. */
/** @type {Readonly<Record<string, Job>>} */
export const JOBS = {
  setup: () => [],
  test: (_, args) => [['node_modules/vitest/vitest.mjs', 'run', ...args]],
  demo: (_, args) => [[CLI, 'demo', ...args]],
  conformance: (_, args) => [['tools/conformance/dist/main.js', ...args]],
  bench: (_, args) => [['tools/bench/dist/main.js', ...args]],
};

/**
 * Runs a job and returns its exit code.
 * @param {string} clone
 * @param {Job} job
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function runJob(clone, job, args, env) {
  for (const [script, ...rest] of job(clone, args)) {
    if (script === CLI) say(`$ npx metasparse ${rest.join(' ')}`);
    const command = [join(clone, script ?? ''), ...rest];
    const code = await hand(process.execPath, command, { cwd: clone, env: jobEnvironment(clone, env) });
    if (code !== 0) return code;
  }
  return 0;
}

/** METASPARSE_SHARED names the folder of golden values; a folder `shared` beside the clone is the default. */
/** @param {string} clone @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
export function jobEnvironment(clone, env) {
  const shared = resolve(clone, '..', 'shared');
  if (env.METASPARSE_SHARED || !existsSync(shared)) return env;
  return { ...env, METASPARSE_SHARED: shared };
}
