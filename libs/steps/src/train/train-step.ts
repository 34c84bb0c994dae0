import { existsSync, readFileSync } from 'node:fs';
import { CancelledError } from '@metasparse/contracts';
import type { TrainSummary } from '@metasparse/report';
import { netEntries } from '@metasparse/interchange';
import type { NetPlan } from '@metasparse/scenenet';
import { requestedDevice } from '../compute/config.js';
import { ComputeProcess } from '../compute/compute-process.js';
import { requireDisk } from '../machine/disk.js';
import { RunFolder } from '../run/run-folder.js';
import { netPlan } from '../similarity/block-scorer.js';
import { CHECKPOINTS } from './checkpoint-folder.js';
import { openSplits } from './open-splits.js';
import { isPrunedFirst, PRUNED, prunedStart } from './pruned-start.js';
import { recordTraining } from './record-training.js';
import type { TrainHandlers, TrainingCost, TrainReport } from './train-events.js';
import { trainParameters, type StartNet, type TrainJob, type TrainRequest } from './train-request.js';
import { trainingDigest } from './training-digest.js';

const PROCESS = new URL('../../dist/train/train-process.js', import.meta.url);
const ADVICE =
  'start the same command with --resume; with a smaller --batch-size or --crop if memory is short';

/**
 * Trains a net in a process of its own. Leaves in `out` plan.json, metrics.jsonl, times.jsonl, checkpoints/, a
 * TensorBoard event file, best.safetensors, net.safetensors and, last, train.json; a finished run that is resumed is
 * answered from there. The same request and data give the same bits, whatever the readers, also when the run was
 * killed at any moment and resumed. Throws ConflictError for a folder that holds something else, InvalidDataError
 * where a loss is not finite or no checkpoint can be used, CancelledError where the signal stops it.
 */
export async function trainStep(
  request: TrainRequest,
  out: string,
  handlers: TrainHandlers = {},
): Promise<TrainSummary> {
  const plan = netPlan(request);
  requireDisk(out, diskBytes(plan, request), 'use a smaller --width or fewer --keep-checkpoints');
  const dataDigest = await trainingDigest(request, await openSplits(request));
  const folder = await RunFolder.claim(out, trainParameters(request, dataDigest), {
    folders: isPrunedFirst(request) ? [CHECKPOINTS, PRUNED] : [CHECKPOINTS],
    goesOn: handlers.resume === true,
  });
  try {
    const finished = folder.file('train.json');
    if (existsSync(finished)) return JSON.parse(readFileSync(finished, 'utf8')) as TrainSummary;
    const from = await prunedStart(request, folder, handlers);
    const cost = await train({ ...request, from }, folder, handlers);
    handlers.onEvent?.({ kind: 'phase', name: 'report' });
    return await recordTraining({ request, plan, folder, dataDigest, cost, command: handlers.command ?? [] });
  } finally {
    folder.release();
  }
}

async function train(
  request: TrainRequest & { readonly from: StartNet | null },
  folder: RunFolder,
  { onEvent, signal }: TrainHandlers,
): Promise<TrainingCost> {
  const options = { threads: request.threads, device: requestedDevice() };
  const child = new ComputeProcess<null, TrainJob, TrainReport>(PROCESS, options, ADVICE);
  const stop = (): void => {
    child.interrupt();
  };
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted === true) throw new CancelledError('stopped before the first iteration');
    onEvent?.({ kind: 'phase', name: 'train' });
    const device = await child.open(null);
    onEvent?.({ kind: 'device', device });
    await child.block({ folder: folder.path, run: folder.key, request }, (report) => onEvent?.(report));
    return { device, peakRssBytes: child.peakRssBytes };
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new CancelledError(error instanceof CancelledError ? error.message : 'stopped before the end', {
      value: signal.reason,
      cause: error,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await child.kill();
  }
}

/** The checkpoints that are kept and one more, best and last net, the pruned net. */
function diskBytes(plan: NetPlan, { keepCheckpoints, averageDecay }: TrainRequest): number {
  const values = netEntries(plan).reduce((sum, { shape }) => sum + shape.reduce((n, m) => n * m, 1), 0);
  const parts = averageDecay === null ? 3 : 4;
  return 4.1 * values * ((keepCheckpoints + 1) * parts + 3) + 10e6;
}
