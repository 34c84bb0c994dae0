import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ConflictError } from '@metasparse/contracts';
import type { Kernels } from '@metasparse/scenenet';
import { serveCompute } from '../compute/serve-compute.js';
import { holdLock } from '../run/run-lock.js';
import { netPlan } from '../similarity/block-scorer.js';
import { CheckpointFolder, firstProgress } from './checkpoint-folder.js';
import { createTrainer } from './create-trainer.js';
import { EMPTY_MARK, LineLog } from './line-log.js';
import { MaskSchedule } from './mask-schedule.js';
import { openSplits } from './open-splits.js';
import { METRICS } from './run-lines.js';
import type { TrainReport } from './train-events.js';
import type { TrainJob } from './train-request.js';
import { TrainingLog } from './training-log.js';
import { TrainingLoop } from './training-loop.js';

type Report = (report: TrainReport) => void;

let kernels: Kernels | undefined;
let stopped = false;

/** A process of an earlier start, whose parent was killed, may be busy with its last iteration. */
async function holdFolder(folder: string, report: Report): Promise<void> {
  for (let waits = 0; ; waits++)
    try {
      holdLock(join(folder, 'work', 'lock.compute'), folder);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      if (waits === 0) report({ kind: 'note', text: 'waiting for a process of an earlier start to end' });
      await setTimeout(100);
    }
}

async function train({ folder, run, request }: TrainJob, report: Report): Promise<void> {
  if (kernels === undefined) throw new Error('a run came before the settings');
  await holdFolder(folder, report);
  const plan = netPlan(request);
  const { train: reader, test: testReader } = await openSplits(request);
  const trainer = createTrainer(kernels, plan, request, reader);
  const masks = request.dynamic === null ? null : new MaskSchedule(trainer, request, request.dynamic);
  masks?.start();
  const checkpoints = new CheckpointFolder(folder, run, request.keepCheckpoints);
  const goneOn = checkpoints.goOn(plan, trainer, join(folder, METRICS));
  for (const note of goneOn?.notes ?? []) report({ kind: 'note', text: `${note}; taking the one before` });
  const progress = goneOn?.progress ?? firstProgress();
  const metrics = goneOn?.metrics ?? (LineLog.goOn(join(folder, METRICS), EMPTY_MARK) as LineLog);
  const log = await TrainingLog.open(folder, metrics, progress.counters.iteration);
  const parts = { folder, request, reader, testReader, trainer, masks, checkpoints, log, progress, report };
  try {
    await new TrainingLoop({ ...parts, stopped: () => stopped }).run();
  } finally {
    log.close();
    trainer.free();
  }
}

serveCompute<null, TrainJob, TrainReport>({
  open: (device) => {
    ({ kernels } = device);
    return Promise.resolve();
  },
  block: train,
});

/** Stops after the iteration under way; an interrupt from the terminal reaches parent and child alike. */
const stop = (): void => {
  stopped = true;
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
