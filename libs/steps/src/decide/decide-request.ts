import { InvalidArgumentError } from '@metasparse/contracts';
import type { GroupRequest, TaskPair } from '../group/group-step.js';
import { PRUNE_DEFAULTS, type PruneRequest } from '../prune/prune-request.js';
import { resolveRequest, type ResolvedRequest, type SimilarityInput } from '../similarity/resolve-request.js';

/** A decision as a user asks for it. */
export interface DecideInput {
  /** Its `out` is the folder of the decision; `until` is left out where two tasks have no order of pairs. */
  readonly similarity: SimilarityInput;
  /** How the networks are chosen. */
  readonly groups: Pick<
    GroupRequest,
    | 'budget'
    | 'overlap'
    | 'together'
    | 'apart'
    | 'metric'
    | 'weighting'
    | 'alone'
    | 'runnersUp'
    | 'confidence'
  >;
  /** Percent of zeros in the backbone of each network. */
  readonly sparsityPercent: number;
  /** Batches that each network is pruned by. */
  readonly pruneBatches: number;
  readonly allowDisconnected: boolean;
}

export interface ResolvedDecision extends DecideInput {
  readonly out: string;
  readonly resolved: ResolvedRequest;
}

/** Opens the data and checks what can be checked before anything is computed. */
export async function resolveDecision(input: DecideInput): Promise<ResolvedDecision> {
  const { out } = input.similarity;
  const similarity = { ...input.similarity, out: `${out}/similarity` };
  const once = await resolveRequest({ ...similarity, until: undefined });
  const { tasks } = once.request;
  checkPairs('together', input.groups.together, tasks);
  checkPairs('apart', input.groups.apart, tasks);
  const hasOrder = similarity.until !== undefined && tasks.length > 2;
  return { ...input, out, resolved: hasOrder ? await resolveRequest(similarity) : once };
}

/** What `groupStep` is asked; FLOPs and parameters are those that the run's masks keep at the asked sparsity. */
export function groupRequest({ groups, resolved, sparsityPercent }: ResolvedDecision): GroupRequest {
  const { out, crop } = resolved.request;
  return {
    ...groups,
    from: out,
    kind: 'similarity',
    sparsity: 'mean',
    fill: true,
    pruned: sparsityPercent,
    imageSize: [crop, crop],
    seed: 0,
  };
}

/** The pruning of the network of these tasks: of a fresh net, by SNIP, with the data and sizes that were compared. */
export function pruneRequest(decision: ResolvedDecision, tasks: readonly string[]): PruneRequest {
  const { request } = decision.resolved;
  const { data, dataset, split, width, batchSize, crop, precision, dropout, threads } = request;
  return {
    ...PRUNE_DEFAULTS,
    ...{ data, dataset, split, width, batchSize, crop, precision, dropout, threads },
    method: 'disparse_static',
    criterion: 'snip',
    sparsityPercent: decision.sparsityPercent,
    tasks: request.tasks.filter((task) => tasks.includes(task)),
    batches: decision.pruneBatches,
    seed: request.seeds[0] ?? 0,
    allowDisconnected: decision.allowDisconnected,
  };
}

function checkPairs(field: string, pairs: readonly TaskPair[], tasks: readonly string[]): void {
  const bound = tasks.join(', ');
  for (const task of pairs.flat())
    if (!tasks.some((known) => known === task))
      throw new InvalidArgumentError(`--${field} names ${JSON.stringify(task)}; the tasks are ${bound}`, {
        field,
        value: task,
        bound,
      });
}
