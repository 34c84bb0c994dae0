import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const VERSION = '2.21.0';
const run = promisify(execFile);

/** The environment in which python3 finds TensorBoard; pip puts it into the cache the first time. */
export async function tensorboardPlace(): Promise<NodeJS.ProcessEnv> {
  const packages = join(cacheFolder(), `tensorboard-${VERSION}`);
  if (!existsSync(packages)) await install(packages);
  return { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' };
}

async function install(packages: string): Promise<void> {
  const partial = `${packages}.${String(process.pid)}.partial`;
  mkdirSync(partial, { recursive: true });
  const flags = ['--quiet', '--only-binary', ':all:', '--target', partial];
  await run('python3', ['-m', 'pip', 'install', ...flags, `tensorboard==${VERSION}`]);
  if (existsSync(packages)) rmSync(partial, { recursive: true });
  else renameSync(partial, packages);
}

function cacheFolder(): string {
  const { METASPARSE_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own !== undefined && own !== '') return resolve(own);
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'metasparse');
}
