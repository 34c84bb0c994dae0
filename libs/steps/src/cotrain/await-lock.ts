import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { CancelledError, ConflictError } from '@metasparse/contracts';
import { holdLock } from '../run/run-lock.js';

const ASK_EVERY_MS = 500;

/** Runs `use` while this process holds the lock file, for which it waits. Throws CancelledError where the signal comes first. */
export async function withLock<T>(
  path: string,
  signal: AbortSignal | undefined,
  use: () => Promise<T>,
): Promise<T> {
  while (!taken(path)) {
    if (signal?.aborted === true) throw new CancelledError('stopped while another process did this run');
    await setTimeout(ASK_EVERY_MS);
  }
  try {
    return await use();
  } finally {
    rmSync(path, { force: true });
  }
}

function taken(path: string): boolean {
  try {
    holdLock(path, path);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
