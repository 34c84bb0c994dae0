import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { collect } from '../console/command.mjs';

/** @typedef {import('./wheels.mjs').Wheel} Wheel */
/** @typedef {import('../machine/python.mjs').Python} Python */
/** @typedef {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} Context */

const SCRIPT = fileURLToPath(new URL('resume.py', import.meta.url));
const NOT_OFFERED = 3;
const ATTEMPTS = 5;

/** What a killed download left, and the next one goes on with. */
/** @param {string} path @returns {string} */
export const partOf = (path) => `${path}.part`;

/**
 * Downloads the wheel beside `path`, byte by byte onto what an earlier attempt left, and gives it the name `fresh`.
 * Returns false where the user's index does not offer it as a plain file: pip's own download is the way then.
 * @param {Wheel} wheel
 * @param {{ path: string, fresh: string, python: Python }} places
 * @param {Context} context
 */
export async function resumeDownload(wheel, { path, fresh, python }, context) {
  const [project = ''] = wheel.requirement.split('==');
  const args = [SCRIPT, project, wheel.file, partOf(path)];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { code } = await collect(python.command, args, context);
    if (code === NOT_OFFERED) return false;
    if (code !== 0) continue;
    await rename(partOf(path), fresh);
    return true;
  }
  return false;
}
