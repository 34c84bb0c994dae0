import { InvalidArgumentError } from '@metasparse/contracts';
import type { NetState } from '@metasparse/interchange';
import type { PassContext } from '@metasparse/scenenet';
import { keepRatio, totalWeights, type TaskScores } from '@metasparse/sparsity';
import {
  JOINT_CRITERIA,
  UnreachableSparsityError,
  pruneByScores,
  type Criterion,
  type PruneSize,
  type PrunedMasks,
} from '@metasparse/training';
import { checkScores } from './check-scores.js';
import type { PruneJob } from './resolve-prune.js';
import { SCORERS } from './scorers.js';
import { withScoredNet } from './start-net.js';
import type { StepClock } from './step-clock.js';
import { flowRounds } from './synflow-rounds.js';

/** Criteria whose scores are divided by their sum before tuned keep ratios cut them, as published. */
const NORMALISED: ReadonlySet<Criterion> = new Set(['snip', 'grad_w2', 'snip_joint']);

/** Scores the net of a job and chooses the weights that stay. */
export async function chooseWeights(
  context: PassContext,
  job: PruneJob,
  state: NetState,
  clock: StepClock,
): Promise<PrunedMasks> {
  const size = pruneSize(job);
  const { criterion } = job;
  if (criterion === 'synflow')
    return withScoredNet(context, { ...job, dropout: false }, state, (net) =>
      flowRounds(context.kernels, net, job, clock, (scores, share) =>
        choose(job, scores, sizeAt(size, share)),
      ),
    );
  const scores = await SCORERS[criterion]({ context, job, state, clock });
  checkScores(job, scores);
  return choose(job, scores, size);
}

/** The target solved for, or the tuned constant of `--compat reference`. */
export function pruneSize({
  compat,
  criterion,
  dataset,
  method,
  scope,
  sparsityPercent,
}: PruneJob): PruneSize {
  if (compat === 'correct') return { kind: 'target', target: { scope, sparsity: sparsityPercent / 100 } };
  const table = JOINT_CRITERIA.has(criterion) ? 'plain' : 'published';
  return {
    kind: 'keep-ratio',
    keepRatio: keepRatio(dataset, sparsityPercent, method, table),
    normalise: NORMALISED.has(criterion),
  };
}

/** The size of a round on the way: density^share of the final one. */
function sizeAt(size: PruneSize, share: number): PruneSize {
  if (size.kind === 'keep-ratio') return { ...size, keepRatio: size.keepRatio ** share };
  const { scope, sparsity } = size.target;
  return { kind: 'target', target: { scope, sparsity: 1 - (1 - sparsity) ** share } };
}

/**
 * The weights of highest score that stay. Throws InvalidArgumentError for a sparsity that cannot be had, with the
 * nearest that can.
 */
export function choose(
  { arbiter, scope }: Pick<PruneJob, 'arbiter' | 'scope'>,
  scores: readonly TaskScores[],
  size: PruneSize,
): PrunedMasks {
  if (size.kind === 'keep-ratio') checkKeepsSome(scores, size.keepRatio);
  try {
    return pruneByScores(scores, { size, arbiter });
  } catch (error) {
    if (error instanceof UnreachableSparsityError) throw unreachable(error, scope);
    throw error;
  }
}

function checkKeepsSome(scores: readonly TaskScores[], ratio: number): void {
  for (const task of scores)
    if (Math.trunc(totalWeights(task) * ratio) < 1)
      throw new InvalidArgumentError(
        `--sparsity: of the ${totalWeights(task)} weights of task ${task.task} a keep ratio of ${ratio} keeps none, at ` +
          'least 1 is needed; use a smaller sparsity or a larger --width',
        { field: 'sparsity', value: ratio },
      );
}

/** Names the sparsities on both sides that can be had. */
function unreachable(error: UnreachableSparsityError, scope: string): InvalidArgumentError {
  const { weights, target, below, above } = error;
  const percent = (kept: number): string => (100 * (1 - kept / weights)).toPrecision(7);
  const nearest = [above, below].filter((kept) => kept !== null).map(percent);
  return new InvalidArgumentError(
    `--sparsity: no keep ratio leaves exactly ${target} of the ${weights} weights of the ${scope}, because ${
      below === null ? 'every task keeps at least one weight' : 'too many weights have the same score'
    }; the nearest sparsities are ${nearest.join(' and ')}`,
    { field: 'sparsity', bound: nearest.join(' or '), cause: error },
  );
}
