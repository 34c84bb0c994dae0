import { existsSync, mkdirSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { asDiskError } from '@metasparse/artifacts';
import { ConflictError, InvalidArgumentError } from '@metasparse/contracts';

/** A folder for results that was new or empty. */
export interface ClaimedFolder {
  /** Takes the named files and all half-written ones away again, and the folder where it is new. */
  readonly clear: () => void;
}

/** Makes the folder, or finds it empty. Throws ConflictError where it holds something. */
export function claimFolder(out: string, names: readonly string[]): ClaimedFolder {
  const existed = existsSync(out);
  try {
    mkdirSync(out, { recursive: true });
    if (readdirSync(out).length === 0) return { clear: () => clear(out, names, existed) };
  } catch (error) {
    throw unwritable(error, out);
  }
  throw new ConflictError(`${out}: holds files already; choose an empty or new folder for --out`, {
    file: out,
    field: 'out',
  });
}

/** The folder was empty, so what is in it is this run's. */
function clear(out: string, names: readonly string[], existed: boolean): void {
  for (const name of readdirSync(out))
    if (name.endsWith('.tmp') || names.includes(name)) rmSync(join(out, name), { force: true });
  if (!existed && readdirSync(out).length === 0) rmdirSync(out);
}

function unwritable(error: unknown, out: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined || code === 'ENOSPC' || code === 'EDQUOT') return asDiskError(error, out);
  return new InvalidArgumentError(`${out}: cannot be written (${code}); choose another folder for --out`, {
    file: out,
    field: 'out',
    cause: error,
  });
}
