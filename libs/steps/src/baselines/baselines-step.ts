import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BaselinesFile } from '@metasparse/baselines';
import { CancelledError } from '@metasparse/contracts';
import { requestedDevice } from '../compute/config.js';
import { ComputeProcess } from '../compute/compute-process.js';
import type { BatchReport, DeviceReport } from '../compute/messages.js';
import { claimFolder } from '../machine/output-folder.js';
import type { BaselinesRequest } from './baselines-request.js';
import { resolveBaselines, type BaselinesJob } from './resolve-baselines.js';
import { BASELINES_FILES } from './write-baselines.js';

const PROCESS = new URL('../../dist/baselines/baselines-process.js', import.meta.url);
const ADVICE = 'start the same command again when more memory is free; it keeps nothing';

export interface BaselinesHandlers {
  readonly signal?: AbortSignal | undefined;
  readonly onDevice?: (device: DeviceReport) => void;
  /** Hears how many batches there will be, all seeds together. */
  readonly onPlanned?: (batches: number) => void;
  readonly onBatch?: (report: BatchReport) => void;
}

/**
 * Measures what others would say of the tasks of a finished similarity run, on its batches, nets and seeds, in a process of its own; writes
 * `BASELINES_FILES` to the new or empty folder `out`, the last of them baselines.json. The same run gives the same bits, but for
 * seconds. Throws what `resolveBaselines` throws, ConflictError for a folder that holds something, CancelledError where the
 * signal stops it; nothing is left of a measuring that did not end.
 */
export async function baselinesStep(
  request: BaselinesRequest,
  out: string,
  handlers: BaselinesHandlers = {},
): Promise<BaselinesFile> {
  const job = await resolveBaselines(request);
  const folder = claimFolder(out, BASELINES_FILES);
  try {
    return await compute(job, out, handlers);
  } catch (error) {
    folder.clear();
    throw error;
  }
}

async function compute(
  job: BaselinesJob,
  out: string,
  { signal, onDevice, onPlanned, onBatch }: BaselinesHandlers,
): Promise<BaselinesFile> {
  const options = { threads: job.threads, device: requestedDevice() };
  const child = new ComputeProcess<BaselinesJob>(PROCESS, options, ADVICE);
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted === true) throw new CancelledError('the measuring was stopped');
    const device = await child.open(job);
    onDevice?.(device);
    const batches = job.head.batches * job.head.seeds.length;
    onPlanned?.(batches);
    const block = { seed: job.head.seeds[0] ?? 0, block: 0, start: 0, end: batches, path: out };
    await child.block(block, (report) => onBatch?.(report));
    return JSON.parse(await readFile(join(out, 'baselines.json'), 'utf8')) as BaselinesFile;
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new CancelledError('the measuring was stopped; it keeps nothing', { value: signal.reason });
  } finally {
    signal?.removeEventListener('abort', stop);
    await child.kill();
  }
}
