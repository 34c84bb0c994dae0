import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { forgetProcess, recordProcess } from './orphan.js';

/** How a step's process ended. */
export interface StepEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Where a step's standard output is kept, relative to the plan's folder. */
export function logName(id: string): string {
  return `logs/${id}.txt`;
}

/**
 * Runs one command to its end in the plan's folder: standard output into its log, standard error where ours goes.
 * The channel between the two processes closes when this one dies, and the command then stops by itself.
 */
export async function runStepProcess(
  out: string,
  id: string,
  command: readonly string[],
  signal: AbortSignal,
): Promise<StepEnd> {
  const log = join(out, logName(id));
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'w');
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: out, stdio: ['ignore', file, 'inherit', 'ipc'] });
  closeSync(file);
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  try {
    if (child.pid !== undefined) recordProcess(out, child.pid);
    return await new Promise<StepEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, by) => {
        resolve({ code, signal: by });
      });
    });
  } finally {
    signal.removeEventListener('abort', stop);
    forgetProcess(out);
  }
}
