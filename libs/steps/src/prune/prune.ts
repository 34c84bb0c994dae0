import type { Kernels, PassContext } from '@metasparse/scenenet';
import type { BatchReport } from '../compute/messages.js';
import { checkConnected, maskedNet } from './masked-net.js';
import { chooseWeights } from './choose-weights.js';
import type { PruneJob } from './resolve-prune.js';
import { openStartNet } from './start-net.js';
import { StepClock } from './step-clock.js';
import { writePruning } from './write-pruning.js';

/** Scores the net of a job, prunes it, and writes the results to `folder`. */
export async function prune(
  kernels: Kernels,
  job: PruneJob,
  folder: string,
  onStep: (report: BatchReport) => void,
): Promise<void> {
  const context: PassContext = { kernels, backward: job.precision === 'mixed' ? 'bfloat16' : 'float32' };
  const { state, notes, close } = openStartNet(kernels, job);
  try {
    const pruned = await chooseWeights(context, job, state, new StepClock(job.seed, onStep));
    const connections = checkConnected(job.plan, pruned.joined, job.allowDisconnected);
    await writePruning(folder, { job, pruned, connections, notes, net: maskedNet(state, pruned.joined) });
  } finally {
    close();
  }
}
