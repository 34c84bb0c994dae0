import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '@metasparse/contracts';
import { ComputeProcess } from '../compute/compute-process.js';
import { requestedDevice } from '../compute/config.js';
import type { DeviceReport } from '../compute/messages.js';
import { claimFolder } from '../machine/output-folder.js';
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
  const folder = claimFolder(out, EVALUATION_FILES);
  const compute = new ComputeProcess<EvaluateRequest>(PROCESS, {
    threads: request.threads,
    device: requestedDevice(),
  });
  const stop = (): void => void compute.kill();
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted === true) throw new CancelledError('the evaluation was stopped');
    const device = await compute.open(request);
    onDevice?.(device);
    let images = 0;
    await compute.block({ seed: 0, block: 0, start: 0, end: 0, path: out }, ({ milliseconds }) => {
      onImage?.(++images, milliseconds);
    });
    return JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8')) as EvaluationReport;
  } catch (error) {
    await compute.kill();
    folder.clear();
    if (signal?.aborted === true) throw new CancelledError('the evaluation was stopped; it keeps nothing');
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await compute.kill();
  }
}
