import { closeSync, openSync, writeSync } from 'node:fs';

/** Takes all space that is left. */
export function fill(path: string): void {
  const file = openSync(path, 'w');
  const chunk = Buffer.alloc(2 ** 16);
  try {
    for (;;) writeSync(file, chunk);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}
