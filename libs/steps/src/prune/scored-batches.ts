import type { ScoredBatch } from '@metasparse/training';
import { openBatches } from '../similarity/open-batches.js';
import type { PruneJob } from './resolve-prune.js';
import type { StepClock } from './step-clock.js';

/** A batch with its dropout, and how long the computation waited for it. */
export interface TimedBatch extends ScoredBatch {
  readonly idleMilliseconds: number;
}

/** The batches of a job one after the other, read ahead. */
export async function* openScoredBatches(job: PruneJob): AsyncGenerator<TimedBatch> {
  const { data, seed, batches, batchSize, dropout, compat } = job;
  if (data === undefined) throw new Error(`the criterion ${job.criterion} was started without data`);
  const tasks = job.plan.tasks.map(({ task }) => task);
  const { open } = await openBatches({ ...job, data, tasks });
  const stream = await open(seed, 0);
  try {
    for (let batch = 0; batch < batches; batch++)
      yield {
        ...(await stream.next()),
        dropout: dropout ? { seed, batch, batchSize, compat } : null,
      };
  } finally {
    await stream.close();
  }
}

/** All batches at once, for a criterion that goes over them more than once. */
export async function heldBatches(job: PruneJob): Promise<ScoredBatch[]> {
  const held: ScoredBatch[] = [];
  for await (const batch of openScoredBatches(job)) held.push(batch);
  return held;
}

/** The batches; each is a step when the next one is asked for. */
export function counted(batches: readonly ScoredBatch[], clock: StepClock): Iterable<ScoredBatch> {
  return {
    *[Symbol.iterator]() {
      for (const batch of batches) {
        yield batch;
        clock.done(
          [],
          batch.batch.samples.map(({ id }) => id),
        );
      }
    },
  };
}
