import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '@metasparse/contracts';
import { requestedDevice } from '../compute/config.js';
import { ComputeProcess } from '../compute/compute-process.js';
import type { BatchReport, DeviceReport } from '../compute/messages.js';
import { claimFolder } from '../machine/output-folder.js';
import { PRUNE_FILES, type PruneOutcome } from './prune-outcome.js';
import type { PruneRequest } from './prune-request.js';
import { plannedSteps, resolvePrune, type PruneJob } from './resolve-prune.js';

const PROCESS = new URL('../../dist/prune/prune-process.js', import.meta.url);

export interface PruneHandlers {
  readonly signal?: AbortSignal | undefined;
  readonly onDevice?: (device: DeviceReport) => void;
  /** Hears how many steps there will be, before the first: batches, or rounds of SynFlow. */
  readonly onPlanned?: (steps: number) => void;
  /** Hears of each step when it is done. */
  readonly onStep?: (report: BatchReport) => void;
}

/**
 * Scores a net and prunes it, in a process of its own; writes `PRUNE_FILES` to the new or empty folder `out`, the
 * last of them prune.json. The same request and data give the same bits. Throws InvalidArgumentError for a sparsity
 * that no keep ratio reaches, InvalidDataError for masks that cut the net apart (unless allowed), ConflictError for a
 * folder that holds something, CancelledError where the signal stops it; nothing is left of a pruning that did not end.
 */
export async function pruneStep(
  request: PruneRequest,
  out: string,
  handlers: PruneHandlers = {},
): Promise<PruneOutcome> {
  const job = await resolvePrune(request);
  const folder = claimFolder(out, PRUNE_FILES);
  try {
    return await compute(job, out, handlers);
  } catch (error) {
    folder.clear();
    throw error;
  }
}

async function compute(
  job: PruneJob,
  out: string,
  { signal, onDevice, onPlanned, onStep }: PruneHandlers,
): Promise<PruneOutcome> {
  const options = { threads: job.threads, device: requestedDevice() };
  const child = new ComputeProcess<PruneJob>(PROCESS, options);
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted === true) throw new CancelledError('the pruning was stopped');
    const device = await child.open(job);
    onDevice?.(device);
    onPlanned?.(plannedSteps(job));
    await child.block({ seed: job.seed, block: 0, start: 0, end: job.batches, path: out }, (report) =>
      onStep?.(report),
    );
    return JSON.parse(await readFile(join(out, 'prune.json'), 'utf8')) as PruneOutcome;
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new CancelledError('the pruning was stopped; it keeps nothing', { value: signal.reason });
  } finally {
    signal?.removeEventListener('abort', stop);
    await child.kill();
  }
}
