import type { Kernels, SceneNet } from '@metasparse/scenenet';
import type { BitMask, TaskScores } from '@metasparse/sparsity';
import { synflowRound, type PrunedMasks } from '@metasparse/training';
import type { PruneJob } from './resolve-prune.js';
import type { StepClock } from './step-clock.js';

/**
 * SynFlow over all tasks: each round scores every task's subnetwork with what the round before left of it, and prunes
 * the joined net to density^(round / rounds), so that the last round reaches the target.
 * @param prune masks for these scores at a share of the way, in (0, 1]
 */
export function flowRounds(
  kernels: Kernels,
  net: SceneNet,
  { rounds, crop }: PruneJob,
  clock: StepClock,
  prune: (scores: readonly TaskScores[], share: number) => PrunedMasks,
): PrunedMasks {
  let pruned: PrunedMasks | null = null;
  for (let round = 1; ; round++) {
    const scores = net.heads.map(({ task }, t): TaskScores => {
      const masks: readonly BitMask[] | null = pruned?.tasks[t]?.masks ?? null;
      const found = synflowRound(kernels, net, task, crop, masks);
      clock.done();
      return found;
    });
    pruned = prune(scores, round / rounds);
    if (round >= rounds) return pruned;
  }
}
