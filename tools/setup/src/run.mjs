import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say, secondsSince } from './console/say.mjs';
import { runDoctor } from './doctor.mjs';
import { JOBS, runJob } from './jobs.mjs';
import { requireNode } from './machine/platform.mjs';
import { compileSources } from './packages/compile.mjs';
import { preparePackages } from './packages/install.mjs';
import { SetupError } from './setup-error.mjs';
import { prepareTensorflow } from './tensorflow/prepare.mjs';

/** Installs what is missing, then runs the job named first: node run.mjs <job> [arguments of the job]. */
const CLONE = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

process.exitCode = await main(process.argv.slice(2));

/** @param {readonly string[]} argv @returns {Promise<number>} */
async function main([name = '', ...args]) {
  if (name === 'doctor') return runDoctor({ json: args.includes('--json') });
  const job = JOBS[name];
  if (job === undefined) {
    say(`"${name}" is no job. Jobs: ${[...Object.keys(JOBS), 'doctor'].join(', ')}.`);
    return 2;
  }
  const code = await prepare();
  return code === 0 ? runJob(CLONE, job, args, process.env) : code;
}

/** @returns {Promise<number>} 0 when everything is in place */
async function prepare() {
  const start = Date.now();
  const stop = new AbortController();
  const onSignal = (/** @type {NodeJS.Signals} */ name) => stop.abort(name);
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const context = { env: process.env, signal: stop.signal };
  try {
    requireNode();
    await preparePackages(CLONE, context);
    await prepareTensorflow(CLONE, context);
    await compileSources(CLONE, context);
    say(`Everything is in place (${secondsSince(start)}).`);
    return 0;
  } catch (error) {
    return explain(error, stop.signal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** @param {unknown} error @param {AbortSignal} signal @returns {number} */
function explain(error, signal) {
  if (signal.aborted) {
    say('Stopped. The same command goes on from here.');
    return signal.reason === 'SIGTERM' ? 143 : 130;
  }
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  if (error.advice !== '') say(error.advice);
  return error.exitCode;
}
