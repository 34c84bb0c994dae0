import { CancelledError } from '@metasparse/contracts';
import type { ComputeProcess } from './compute-process.js';
import type { BatchReport, BlockJob } from './messages.js';

export interface PoolHandlers {
  readonly onBatch: (report: BatchReport) => void;
  /** The job's file is there. Called in any order; must not throw. */
  readonly onDone: (job: BlockJob) => Promise<void>;
}

/**
 * The next job for a worker: of the seed whose net it holds, else of a seed nobody works on, else the first. Which
 * worker takes which job changes no result.
 */
function takeJob(queue: BlockJob[], current: number | null, busy: ReadonlySet<number>): BlockJob | undefined {
  const own = queue.findIndex(({ seed }) => seed === current);
  const free = own >= 0 ? own : queue.findIndex(({ seed }) => !busy.has(seed));
  return queue.splice(Math.max(0, free), 1)[0];
}

/** Runs all jobs on the processes; the first failure or an abort stops all of them and is thrown. */
export async function runJobs<Settings>(
  processes: readonly ComputeProcess<Settings>[],
  jobs: readonly BlockJob[],
  handlers: PoolHandlers,
  signal: AbortSignal,
): Promise<void> {
  const queue = [...jobs];
  const seeds = new Map<ComputeProcess<Settings>, number>();
  const work = async (worker: ComputeProcess<Settings>): Promise<void> => {
    for (;;) {
      const others = new Set([...seeds].filter(([other]) => other !== worker).map(([, seed]) => seed));
      const job = takeJob(queue, seeds.get(worker) ?? null, others);
      if (job === undefined) break;
      seeds.set(worker, job.seed);
      await worker.block(job, handlers.onBatch);
      await handlers.onDone(job);
    }
    seeds.delete(worker);
  };
  await Promise.race([Promise.all(processes.map(work)), aborted(signal)]);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => {
      reject(new CancelledError('stopped before the end'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
