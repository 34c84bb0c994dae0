import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where things that outlive a clone are kept: METASPARSE_CACHE, else $XDG_CACHE_HOME/metasparse, else ~/.cache/metasparse. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { METASPARSE_CACHE: own, XDG_CACHE_HOME: xdg } = env;
  if (own !== undefined && own !== '') return resolve(own);
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'metasparse');
}
