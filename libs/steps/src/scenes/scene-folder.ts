import { asDiskError } from '@metasparse/artifacts';
import { ConflictError, NotFoundError, ResourceExhaustedError } from '@metasparse/contracts';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isAlive } from '../run/run-lock.js';

/** Behind the name of the folder: process and a random number. */
const LEFT_OVER = /^([1-9]\d*)\.[0-9a-f]{8}\.tmp$/;

/**
 * Makes a folder whole or not at all: `fill` writes into a temporary folder beside it, which takes its name at the
 * end; when anything fails the temporary folder is removed and `out` is as it was. What a killed process left of the
 * same folder is removed at the start.
 * @throws ConflictError when `out` is a file or holds anything, ResourceExhaustedError when the disk is full.
 */
export async function makeFolder(out: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(out);
  await refuseTaken(target, out);
  await removeLeftOvers(target);
  const temporary = `${target}.${String(process.pid)}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(temporary, { recursive: true });
    await fill(temporary);
    await takeName(temporary, target, out);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw isDiskFull(error) ? diskFull(out, error) : error;
  }
}

/** Removes the temporary folders of `target` whose process is no more. */
async function removeLeftOvers(target: string): Promise<void> {
  const folder = dirname(target);
  const start = `${basename(target)}.`;
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid] = name.startsWith(start) ? (LEFT_OVER.exec(name.slice(start.length)) ?? []) : [];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * @throws ResourceExhaustedError when the disk that `out` will lie on has less room than `bytes`.
 */
export async function requireRoom(out: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(await nearestFolder(resolve(out)));
  const free = bavail * bsize;
  if (free >= bytes) return;
  const [needed, left] = [bytes, free].map((value) => `${String(Math.ceil(value / 1e6))} MB`);
  throw new ResourceExhaustedError(
    `${out} will need about ${String(needed)}, and the disk has ${String(left)} left.`,
    {
      file: out,
      value: free,
      bound: `>= ${String(bytes)} bytes`,
      hint: 'free some space, choose another folder, or make fewer scenes',
    },
  );
}

function isDiskFull(error: unknown): boolean {
  return error instanceof ResourceExhaustedError || asDiskError(error, '') !== error;
}

function diskFull(out: string, cause: unknown): ResourceExhaustedError {
  return new ResourceExhaustedError(`The disk of ${out} became full; no scene was kept.`, {
    file: out,
    hint: 'free some space, choose another folder, or make fewer scenes, then start again',
    cause,
  });
}

async function nearestFolder(path: string): Promise<string> {
  try {
    await readdir(path);
    return path;
  } catch (cause) {
    const parent = dirname(path);
    if (parent === path) throw new NotFoundError(`${path} cannot be read.`, { file: path, cause });
    return nearestFolder(parent);
  }
}

async function refuseTaken(target: string, out: string): Promise<void> {
  const names = await readdir(target).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw taken(out, codeOf(error) === 'ENOTDIR' ? 'is not a folder' : 'cannot be read', error);
  });
  if (names.length > 0) throw taken(out, `is not empty (${names.slice(0, 3).join(', ')})`);
}

/** An empty folder gives way. */
async function takeName(temporary: string, target: string, out: string): Promise<void> {
  await rmdir(target).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw taken(out, 'was filled meanwhile', error);
  });
  await rename(temporary, target);
}

function taken(out: string, why: string, cause?: unknown): ConflictError {
  return new ConflictError(`${out} ${why}; scenes are written into a new or empty folder only.`, {
    file: out,
    field: 'out',
    bound: 'a new or empty folder',
    hint: 'choose another folder, or remove this one',
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
