import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{ packages: Record<string, Entry> }} Lock */
/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean, resolved?: string, peer?: boolean }} Entry */

const STAMP = 'node_modules/.metasparse-lock-hash';

/**
 * Whether node_modules holds what package-lock.json says. A stamp with the lock's hash answers at once; without it
 * npm's own record of what it installed is compared, so an `npm install` by hand is recognised too.
 * @param {string} clone
 * @returns {Promise<boolean>}
 */
export async function isInstalled(clone) {
  const lock = await readFile(join(clone, 'package-lock.json'), 'utf8');
  const stamp = await readFile(join(clone, STAMP), 'utf8').catch(() => '');
  if (stamp === hashOf(lock)) return true;
  const record = await readFile(join(clone, 'node_modules', '.package-lock.json'), 'utf8').catch(() => '');
  if (record === '' || !matches(parse(lock), parse(record))) return false;
  await stampInstalled(clone);
  return true;
}

/** @param {string} clone */
export async function stampInstalled(clone) {
  const lock = await readFile(join(clone, 'package-lock.json'), 'utf8');
  await writeFile(join(clone, STAMP), hashOf(lock));
}

/**
 * @param {Lock} lock
 * @param {Lock} record what npm wrote into node_modules
 * @returns {boolean} packages for other platforms may be missing, everything else must be there in the same version
 */
export function matches(lock, record) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));
  const extra = Object.keys(record.packages).some(
    (path) => path.includes('node_modules/') && !(path in lock.packages),
  );
  return !extra && wanted.every(([path, entry]) => sameEntry(entry, record.packages[path]));
}

/** @param {Entry} wanted @param {Entry | undefined} found @returns {boolean} */
function sameEntry(wanted, found) {
  if (found === undefined) return wanted.optional === true;
  return (
    wanted.version === found.version && wanted.integrity === found.integrity && wanted.link === found.link
  );
}

/** @param {string} text @returns {string} */
function hashOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {string} text @returns {Lock} */
function parse(text) {
  return /** @type {Lock} */ (JSON.parse(text));
}
