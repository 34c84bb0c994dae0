import { existsSync, mkdirSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asDiskError } from '@metasparse/artifacts';
import { CancelledError, ConflictError, InvalidArgumentError } from '@metasparse/contracts';
import { ComputeProcess } from '../compute/compute-process.js';
import { requestedDevice } from '../compute/config.js';
import type { DeviceReport } from '../compute/messages.js';
import type { EvaluateRequest } from './evaluate-request.js';
import { EVALUATION_FILES, type EvaluationReport } from './evaluation-report.js';

const PROCESS = new URL('./evaluate-process.js', import.meta.url);

export interface EvaluateHandlers {
  readonly signal?: AbortSignal | undefined;
  readonly onDevice?: (device: DeviceReport) => void;
  /** Hears of each image when it is done. */
  readonly onImage?: (images: number, milliseconds: number) => void;
}

/**
 * Evaluates a net on every image of a split, whole and one at a time, in a process of its own; writes the results to
 * the new or empty folder `out`. Throws ConflictError where that holds something, CancelledError where the signal
 * stops it; nothing is left of an evaluation that did not end.
 */
export async function evaluateStep(
  request: EvaluateRequest,
  out: string,
  { signal, onDevice, onImage }: EvaluateHandlers = {},
): Promise<EvaluationReport> {
  const existed = claim(out);
  const compute = new ComputeProcess<EvaluateRequest>(PROCESS, {
    threads: request.threads,
    device: requestedDevice(),
  });
  const stop = (): void => void compute.kill();
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted === true) throw new CancelledError('the evaluation was stopped');
    onDevice?.(await compute.open(request));
    let images = 0;
    await compute.block({ seed: 0, block: 0, start: 0, end: 0, path: out }, ({ milliseconds }) => {
      onImage?.(++images, milliseconds);
    });
    return JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8')) as EvaluationReport;
  } catch (error) {
    await compute.kill();
    clear(out, existed);
    if (signal?.aborted === true) throw new CancelledError('the evaluation was stopped; it keeps nothing');
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await compute.kill();
  }
}

/** The folder was empty, so what is in it is this evaluation's. */
function clear(out: string, existed: boolean): void {
  for (const name of readdirSync(out))
    if (name.endsWith('.tmp') || EVALUATION_FILES.includes(name)) rmSync(join(out, name), { force: true });
  if (!existed && readdirSync(out).length === 0) rmdirSync(out);
}

/** Makes the folder, or finds it empty; whether it was there. */
function claim(out: string): boolean {
  const existed = existsSync(out);
  try {
    mkdirSync(out, { recursive: true });
    if (readdirSync(out).length === 0) return existed;
  } catch (error) {
    throw unwritable(error, out);
  }
  throw new ConflictError(`${out}: holds files already; choose an empty or new folder for --out`, {
    file: out,
    field: 'out',
  });
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
