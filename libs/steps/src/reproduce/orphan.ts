import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const POLL_MS = 100;

/** The file that names the process of the step under way. */
function recordPath(out: string): string {
  return join(out, 'running.json');
}

/** Notes the process of a step, so that a start after a kill can wait until it is gone. */
export function recordProcess(out: string, pid: number): void {
  writeFileSync(recordPath(out), JSON.stringify({ pid, started: startTime(pid) }));
}

export function forgetProcess(out: string): void {
  rmSync(recordPath(out), { force: true });
}

/**
 * Waits for the process of a step that a killed runner has left. It stops by itself, because its runner is gone;
 * `onWait` hears of it when it is still there.
 */
export async function awaitOrphan(
  out: string,
  onWait: (pid: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const record = readRecord(out);
  if (record === null) return;
  const isThere = (): boolean => record.started !== null && startTime(record.pid) === record.started;
  if (isThere()) onWait(record.pid);
  while (isThere()) await setTimeout(POLL_MS, undefined, { signal });
  forgetProcess(out);
}

function readRecord(out: string): { readonly pid: number; readonly started: string | null } | null {
  try {
    const record: unknown = JSON.parse(readFileSync(recordPath(out), 'utf8'));
    if (typeof record !== 'object' || record === null || !('pid' in record) || !('started' in record))
      return null;
    const { pid, started } = record;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : null;
  } catch {
    return null;
  }
}

/** Clock ticks from the system's start to the process's: with the number, it names a process for good. null if gone. */
function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
