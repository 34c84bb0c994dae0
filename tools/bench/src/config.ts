import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where things that outlive a clone are kept: METASPARSE_CACHE, else $XDG_CACHE_HOME/metasparse, else ~/.cache/metasparse. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { METASPARSE_CACHE: own, XDG_CACHE_HOME: xdg } = env;
  if (own !== undefined && own !== '') return resolve(own);
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'metasparse');
}

/** Folder of golden/ and data/: METASPARSE_SHARED, else `shared` beside the clone. */
export function sharedFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.METASPARSE_SHARED ?? join('..', 'shared'));
}

/** The environment of a child: ours with additions. */
export function childEnvironment(additions: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}
