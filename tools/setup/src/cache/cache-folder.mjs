import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Where everything that outlives a clone is kept: METASPARSE_CACHE, else $XDG_CACHE_HOME/metasparse, else
 * ~/.cache/metasparse. A relative XDG_CACHE_HOME is ignored, as the XDG base directory specification demands.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [home]
 * @returns {string} an absolute path
 */
export function cacheFolder(env, home = homedir()) {
  if (env.METASPARSE_CACHE) return resolve(env.METASPARSE_CACHE);
  const xdg = env.XDG_CACHE_HOME;
  if (xdg && isAbsolute(xdg)) return join(xdg, 'metasparse');
  return join(home, '.cache', 'metasparse');
}
