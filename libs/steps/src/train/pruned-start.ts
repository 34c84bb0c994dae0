import { existsSync, rmSync } from 'node:fs';
import { sha256File } from '@metasparse/artifacts';
import { PRUNED_NET } from '../prune/prune-outcome.js';
import {
  PRUNE_CRITERION,
  PRUNE_DEFAULTS,
  type PruneMethod,
  type PruneRequest,
} from '../prune/prune-request.js';
import { pruneStep } from '../prune/prune-step.js';
import type { RunFolder } from '../run/run-folder.js';
import type { StartNet, TrainRequest } from './train-request.js';
import type { TrainHandlers } from './train-events.js';

/** Folder of the pruning that a run began with. */
export const PRUNED = 'pruned';

/** Whether a run prunes before it trains. */
export function isPrunedFirst({ method, sparsityPercent }: TrainRequest): boolean {
  return sparsityPercent !== null && (method === 'disparse_static' || method === 'disparse_pt');
}

/**
 * The net that training begins with: of the request, or pruned first where `disparse_static` and `disparse_pt` are
 * asked for a sparsity. A pruning that was finished by an earlier start is not done again.
 */
export async function prunedStart(
  request: TrainRequest,
  folder: RunFolder,
  { onEvent, signal }: TrainHandlers,
): Promise<StartNet | null> {
  const { method, sparsityPercent, from } = request;
  if (sparsityPercent === null || method === 'baseline' || method === 'disparse_dynamic') return from;
  const path = folder.file(PRUNED);
  if (!existsSync(folder.file(PRUNED, 'prune.json'))) {
    onEvent?.({ kind: 'phase', name: 'prune' });
    rmSync(path, { recursive: true, force: true });
    await pruneStep(pruneRequest(request, method, sparsityPercent), path, { signal });
  }
  const file = folder.file(PRUNED, PRUNED_NET);
  return { file, sha256: await sha256File(file), masked: true };
}

/** The published criterion of the method, measured on the crops and batches of training. */
function pruneRequest(request: TrainRequest, method: PruneMethod, sparsityPercent: number): PruneRequest {
  const { data, dataset, tasks, batchSize, crop, seed, precision, dropout, compat, threads } = request;
  const { from, width, allowDisconnected } = request;
  return {
    ...PRUNE_DEFAULTS,
    ...(from === null ? { width } : { from: from.file }),
    ...{
      data,
      dataset,
      tasks,
      batchSize,
      crop,
      seed,
      precision,
      dropout,
      compat,
      threads,
      allowDisconnected,
    },
    method,
    criterion: PRUNE_CRITERION[method],
    sparsityPercent,
  };
}
