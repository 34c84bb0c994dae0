import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkInstalled } from './doctor/installed-checks.mjs';
import { checkMachine } from './doctor/machine-checks.mjs';
import { formatChecks } from './doctor/format.mjs';

/**
 * One line of the doctor's answer. `missing` stops the program from working, `note` does not.
 * @typedef {{ name: string, status: 'ok' | 'missing' | 'note', found: string, advice?: string }} Check
 */

/**
 * @typedef {object} DoctorOptions
 * @property {boolean} [json] one JSON object instead of the table
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [clone] the folder that holds package-lock.json
 * @property {(text: string) => void} [write] where the answer goes; stdout by default
 */

/** Needed to set up, not to run. */
const SETUP_ONLY = ['Python', 'C++ compiler', 'npm'];

const CLONE = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/**
 * Says what this machine has and what is missing, and how to get it. Needs nothing installed but Node.
 * @param {DoctorOptions} [options]
 * @returns {Promise<number>} the exit code: 0 when nothing is missing, else 6 (docs/exit-codes.md)
 */
export async function runDoctor({
  json = false,
  env = process.env,
  clone = CLONE,
  write = (text) => process.stdout.write(text),
} = {}) {
  const checks = soften([...(await checkMachine(env)), ...(await checkInstalled(clone, env))]);
  const ok = checks.every(({ status }) => status !== 'missing');
  write(json ? `${JSON.stringify({ ok, checks }, null, 2)}\n` : formatChecks(checks));
  return ok ? 0 : 6;
}

/** What only set-up needs is no fault any more once TensorFlow loads. */
/** @param {readonly Check[]} checks @returns {readonly Check[]} */
function soften(checks) {
  if (checks.find(({ name }) => name === 'Binding')?.status !== 'ok') return checks;
  return checks.map((check) =>
    check.status === 'missing' && SETUP_ONLY.includes(check.name) ? { ...check, status: 'note' } : check,
  );
}
