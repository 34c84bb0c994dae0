import { join } from 'node:path';
import { collect } from '../console/command.mjs';
import { SetupError } from '../setup-error.mjs';

/** Compiles what changed since the last time. */
/** @param {string} clone @param {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} context */
export async function compileSources(clone, { env, signal }) {
  const tsc = join(clone, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await collect(process.execPath, [tsc, '-b'], { cwd: clone, env, signal });
  if (code === 0) return;
  throw new SetupError(`The sources do not compile:\n${output.trim()}`, { exitCode: 1 });
}
