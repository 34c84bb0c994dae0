import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 250;

/** @typedef {{ pid: number, host: string, started: string, id: string }} Holder */

/**
 * Runs `work` while holding the lock file, so that two set-ups on one machine do not do the same work twice. A lock
 * is stale when its process is gone, or, on another machine, when it has shown no sign of life for a minute.
 * Everything done under it is published by an atomic rename, so a lock lost to a suspended machine does no harm.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ signal?: AbortSignal | undefined, onWait?: (holder: Holder) => void }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { signal, onWait } = {}) {
  const own = await acquire(path, signal, onWait);
  const heartbeat = setInterval(() => void touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(path))?.id === own.id) await rm(path, { force: true });
  }
}

/**
 * @param {string} path
 * @param {AbortSignal | undefined} signal
 * @param {((holder: Holder) => void) | undefined} onWait
 * @returns {Promise<Holder>}
 */
async function acquire(path, signal, onWait) {
  await mkdir(dirname(path), { recursive: true });
  const own = { pid: process.pid, host: hostname(), started: await startTime(process.pid), id: randomUUID() };
  for (let told = false; ;) {
    signal?.throwIfAborted();
    if (await create(path, own)) return own;
    const holder = await readHolder(path);
    if (await isStale(path, holder)) {
      await breakLock(path, holder);
      continue;
    }
    if (!told && holder !== undefined) onWait?.(holder);
    told ||= holder !== undefined;
    await sleep(POLL_MS, undefined, signal === undefined ? {} : { signal });
  }
}

/** Written aside and linked into place, so that nobody ever reads half a lock. */
/** @param {string} path @param {Holder} own @returns {Promise<boolean>} */
async function create(path, own) {
  const aside = `${path}.${own.id}`;
  await writeFile(aside, JSON.stringify(own));
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** @param {string} path @param {Holder | undefined} holder @returns {Promise<boolean>} */
async function isStale(path, holder) {
  const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
  if (holder === undefined || holder.host !== hostname()) return age > STALE_MS;
  return (await startTime(holder.pid)) !== holder.started;
}

/** Takes the judged lock away; one that was replaced in the meantime is put back. */
/** @param {string} path @param {Holder | undefined} judged */
async function breakLock(path, judged) {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return;
    throw error;
  }
  if ((await readHolder(aside))?.id !== judged?.id) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** @param {string} path @returns {Promise<Holder | undefined>} undefined when absent or unreadable */
async function readHolder(path) {
  try {
    return /** @type {Holder} */ (JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** @param {string} path */
async function touch(path) {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** Start time of a process in clock ticks: tells a process from a later one with the same number. Empty: no such. */
/** @param {number} pid @returns {Promise<string>} */
async function startTime(pid) {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
