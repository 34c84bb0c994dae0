import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ConflictError } from '@metasparse/contracts';

/**
 * Takes the lock file `path` for this process, or throws ConflictError where a living process holds it. The file
 * appears with its content, so that of two processes that start at once one gets it; a dead process's is taken over.
 */
export function holdLock(path: string, folder: string): void {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!linked(own, path)) {
      const holder = holderOf(path);
      if (holder !== null && holder !== process.pid && isAlive(holder)) throw held(folder, holder);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** null where the lock has gone meanwhile or names nobody. */
function holderOf(path: string): number | null {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(holder) && holder > 0 ? holder : null;
  } catch {
    return null;
  }
}

/** Whether a process of this number runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a process has ended and only waits for its parent to hear of it; false where the system does not tell. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

function held(folder: string, holder: number): ConflictError {
  return new ConflictError(
    `${folder}: process ${holder} is working on this run; wait for it or choose another --out`,
    { file: folder, field: 'out', value: holder },
  );
}
