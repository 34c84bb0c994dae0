import { collect } from '../console/command.mjs';
import { SetupError } from '../setup-error.mjs';
import { installAdvice } from './install-advice.mjs';
import { atLeast } from './platform.mjs';

/** pip 20.3 is the first that knows manylinux_2_27. */
export const MINIMUM_PIP = '20.3';

/** @typedef {{ command: string, python: string, pip: string | undefined }} Python */

/**
 * The first Python 3 on PATH that has a pip new enough, else the first Python 3 without one, else undefined.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Python | undefined>}
 */
export async function findPython(env) {
  /** @type {Python | undefined} */
  let second;
  for (const command of ['python3', 'python']) {
    const shown = await collect(command, ['--version'], { env, timeoutMs: 30_000 });
    const python = /^Python (3\.\S+)/.exec(shown.output)?.[1];
    if (shown.code !== 0 || python === undefined) continue;
    const asked = await collect(command, ['-m', 'pip', '--version'], { env, timeoutMs: 60_000 });
    const pip = /^pip (\d[\d.]*)/m.exec(asked.output)?.[1];
    if (pip !== undefined && atLeast(pip, MINIMUM_PIP)) return { command, python, pip };
    second ??= { command, python, pip };
  }
  return second;
}

/** @param {Python | undefined} found @returns {string | undefined} what is missing, or undefined when all is well */
export function missingPython(found) {
  if (found === undefined)
    return 'Python 3 is needed once, to download TensorFlow, and there is none on PATH.';
  if (found.pip === undefined) return `Python ${found.python} (${found.command}) has no pip.`;
  if (!atLeast(found.pip, MINIMUM_PIP))
    return `pip ${MINIMUM_PIP} or later is needed, and ${found.command} has pip ${found.pip}.`;
  return undefined;
}

/** @param {Python | undefined} found @returns {string} */
export function pythonAdvice(found) {
  if (found?.pip === undefined) return installAdvice('python');
  return `Upgrade it with: ${found.command} -m pip install --user --upgrade pip`;
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Python>} */
export async function requirePython(env) {
  const found = await findPython(env);
  const missing = missingPython(found);
  if (found !== undefined && missing === undefined) return found;
  throw new SetupError(missing ?? '', { advice: pythonAdvice(found) });
}
