import { collect } from '../console/command.mjs';
import { SetupError } from '../setup-error.mjs';
import { installAdvice } from './install-advice.mjs';

/** @typedef {{ command: string, version: string }} Compiler */

/**
 * The C++ compiler: $CXX, else g++, else clang++.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Compiler | undefined>}
 */
export async function findCompiler(env) {
  for (const command of env.CXX ? [env.CXX] : ['g++', 'clang++']) {
    const { code, output } = await collect(command, ['--version'], { env, timeoutMs: 30_000 });
    if (code === 0) return { command, version: output.split('\n')[0] ?? '' };
  }
  return undefined;
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Compiler>} */
export async function requireCompiler(env) {
  const found = await findCompiler(env);
  if (found !== undefined) return found;
  throw new SetupError(
    `A C++ compiler is needed once, to build the TensorFlow binding, and ${env.CXX ? `$CXX (${env.CXX})` : 'g++'} does not run.`,
    { advice: installAdvice('compiler') },
  );
}
