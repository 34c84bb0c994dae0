import { join } from 'node:path';
import { CancelledError } from '@metasparse/contracts';
import type { DecisionFile } from '@metasparse/report';
import { groupStep } from '../group/group-step.js';
import { writeGroups } from '../group/write-groups.js';
import { RunFolder } from '../run/run-folder.js';
import { runSimilarityStep } from '../similarity/run-similarity.js';
import { buildDecision } from './build-decision.js';
import type { DecideHandlers } from './decide-events.js';
import { groupRequest, type ResolvedDecision } from './decide-request.js';
import { prunedNetwork, type PrunedNetwork } from './pruned-network.js';
import { writeDecision } from './write-decision.js';

const FOLDERS = ['similarity', 'groups', 'networks'];

/**
 * The whole road in one folder: `similarity/`, `groups/`, `networks/<tasks>/`, and the decision, `DECISION_FILES`. Started again it
 * goes on where it was: similarities and networks that are there are not computed again, as long as they are of the same
 * settings and data, and another budget or rule chooses anew among them. Throws what the steps throw; ConflictError for a part
 * of other settings.
 */
export async function decideStep(
  decision: ResolvedDecision,
  handlers: DecideHandlers,
): Promise<DecisionFile> {
  const { out, resolved } = decision;
  const { onEvent, signal, command } = handlers;
  const folder = await RunFolder.claim(out, { command: 'decide' }, { folders: FOLDERS, goesOn: true });
  try {
    const { similarity, run } = await runSimilarityStep(resolved, command, { onEvent, signal });
    const groups = groupStep(groupRequest(decision));
    await writeGroups(folder.file('groups'), groups);
    const chosen = groups.sets[0]?.networks.map(({ tasks }) => tasks) ?? [];
    onEvent({ kind: 'chosen', networks: chosen });
    const networks: PrunedNetwork[] = [];
    for (const tasks of chosen) {
      if (signal.aborted) throw new CancelledError('stopped before the end');
      networks.push(await prunedNetwork(decision, join(out, 'networks'), tasks, handlers));
    }
    const file = buildDecision({ decision, similarity, run, groups, networks });
    await writeDecision(out, file);
    return file;
  } finally {
    folder.release();
  }
}
