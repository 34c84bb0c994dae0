import { mkdir, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatBytes } from '../console/say.mjs';
import { SetupError } from '../setup-error.mjs';

/** @param {string} folder need not exist yet @returns {Promise<number>} bytes an ordinary user may still write there */
export async function freeBytes(folder) {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT' || dirname(at) === at) throw error;
    }
  }
}

/** @param {string} folder is made @param {number} bytes @param {string} purpose */
export async function requireSpace(folder, bytes, purpose) {
  await mkdir(folder, { recursive: true });
  const free = await freeBytes(folder);
  if (free >= bytes) return;
  throw new SetupError(
    `${purpose} needs ${formatBytes(bytes)} free in ${folder}, where ${formatBytes(free)} are left.`,
    { advice: 'Free some space, or set METASPARSE_CACHE to a folder on a larger disk.', exitCode: 7 },
  );
}
