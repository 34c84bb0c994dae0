import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256, sha256File, writeFileAtomically } from '@metasparse/artifacts';
import { ConflictError } from '@metasparse/contracts';
import { z } from 'zod';
import { parseContent, readJson } from '../group/read-json.js';
import { PRUNE_FILES, type PruneOutcome } from '../prune/prune-outcome.js';
import { pruneStep } from '../prune/prune-step.js';
import { resolvePrune } from '../prune/resolve-prune.js';
import { NUMERICAL_VERSION } from '../version.js';
import type { DecideHandlers } from './decide-events.js';
import { pruneRequest, type ResolvedDecision } from './decide-request.js';

export interface PrunedNetwork {
  readonly tasks: readonly string[];
  /** Name of its folder below `networks`. */
  readonly name: string;
  readonly outcome: PruneOutcome;
}

const REQUEST = z.object({
  schema: z.literal('metasparse.decided-network/v1'),
  key: z.string(),
  parameters: z.record(z.string(), z.unknown()),
});
type Request = z.infer<typeof REQUEST>;

/**
 * The network of these tasks in `networks/<tasks>/`, pruned now or found there; beside it `<tasks>.json` says what it was asked to
 * be. Throws ConflictError where a network of another request is there. Files of a pruning that did not end are made anew.
 */
export async function prunedNetwork(
  decision: ResolvedDecision,
  networks: string,
  tasks: readonly string[],
  { onEvent, signal }: Pick<DecideHandlers, 'onEvent' | 'signal'>,
): Promise<PrunedNetwork> {
  const name = tasks.join('+');
  const [folder, path] = [join(networks, name), join(networks, `${name}.json`)];
  const request = pruneRequest(decision, tasks);
  const { dataDigest } = await resolvePrune(request);
  const { data: _data, allowDisconnected: _allowed, ...settings } = request;
  const wanted = requestOf({ ...settings, dataDigest, numericalVersion: NUMERICAL_VERSION });
  if (existsSync(path)) refuseOther(folder, readRequest(path), wanted);
  const held = existsSync(path) ? await wholeOutcome(folder) : null;
  onEvent({ kind: 'network', tasks, isReused: held !== null });
  if (held !== null) return { tasks, name, outcome: held };

  clear(folder, path);
  let [done, of] = [0, 0];
  const outcome = await pruneStep(request, folder, {
    signal,
    onPlanned: (steps) => {
      of = steps;
    },
    onStep: () => {
      onEvent({ kind: 'pruned-batch', tasks, done: ++done, of });
    },
  });
  await writeFileAtomically(path, `${JSON.stringify(wanted, null, 1)}\n`);
  return { tasks, name, outcome };
}

function requestOf(parameters: Request['parameters']): Request {
  const plain = JSON.parse(canonicalJson(parameters)) as Request['parameters'];
  return { schema: 'metasparse.decided-network/v1', key: sha256(canonicalJson(plain)), parameters: plain };
}

function readRequest(path: string): Request {
  return parseContent(path, readJson(path, 'out'), REQUEST);
}

function refuseOther(folder: string, held: Request, wanted: Request): void {
  if (held.key === wanted.key) return;
  const names = [...new Set([...Object.keys(held.parameters), ...Object.keys(wanted.parameters)])];
  const shown = (value: unknown): string => canonicalJson(value ?? null);
  const differing = names
    .map((name) => [name, shown(held.parameters[name]), shown(wanted.parameters[name])] as const)
    .filter(([, there, here]) => there !== here)
    .map(([name, there, here]) => `${name} is ${there} there, ${here} here`);
  throw new ConflictError(
    `${folder}: holds a network that was pruned otherwise: ${differing.join('; ')}; choose another --out, or remove it`,
    { file: folder, field: 'out' },
  );
}

/** What prune.json of a folder says, where every file is there and as it was written; null elsewhere. */
async function wholeOutcome(folder: string): Promise<PruneOutcome | null> {
  if (!existsSync(join(folder, 'prune.json'))) return null;
  const outcome = readJson(join(folder, 'prune.json'), 'out') as PruneOutcome;
  for (const { name, sha256: digest } of outcome.files) {
    const path = join(folder, name);
    if (!existsSync(path) || (await sha256File(path)) !== digest) return null;
  }
  return outcome;
}

/** Takes away what an earlier start left half done. */
function clear(folder: string, path: string): void {
  rmSync(path, { force: true });
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder))
    if (file.endsWith('.tmp') || PRUNE_FILES.some((name) => name === file)) rmSync(join(folder, file));
}
