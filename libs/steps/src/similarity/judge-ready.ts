import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileAtomically } from '@metasparse/artifacts';
import { InvalidDataError } from '@metasparse/contracts';
import type { SeedJudging } from '@metasparse/evidence';
import { planBlocks } from '@metasparse/sparsity';
import type { RunFolder } from '../run/run-folder.js';
import type { SimilarityEvent } from './events.js';
import { SeedJudge } from './judge-seed.js';
import { foldedBlocks } from './partial-sums.js';
import type { SimilarityRequest } from './request.js';
import { judgingPath, keptBlockPath, partialPath, totalPath } from './similarity-folder.js';
import { openScores, type StoredScores } from './stored-scores.js';

const SCHEMA = 'metasparse.judging/v1';

/**
 * Judges a seed whose blocks are all in the total, and then removes its blocks, unless more batches may follow. What a kill leaves
 * is done when it is called again.
 */
export async function judgeReady(
  request: SimilarityRequest,
  folder: RunFolder,
  seed: number,
  onEvent: (event: SimilarityEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const blocks = planBlocks(request.batches, request.blockBatches);
  if (foldedBlocks(totalPath(folder, seed)) < blocks.length) return;
  const path = judgingPath(folder, seed, request.batches);
  const partials = blocks.map(({ index }) => partialPath(folder, seed, index));
  if (!existsSync(path)) {
    if (!partials.every((partial) => existsSync(partial))) return;
    onEvent({ kind: 'judging', seed, blocks: blocks.length });
    const judging = await judged(request, partials, seed, signal);
    await writeFileAtomically(path, `${JSON.stringify({ schema: SCHEMA, ...judging })}\n`);
  }
  if (request.until === null) removeBlocks(request, folder, seed);
}

/** Removes the blocks of a seed that is judged for good, or puts them into `blocks/`. */
export function removeBlocks(request: SimilarityRequest, folder: RunFolder, seed: number): void {
  planBlocks(request.batches, request.blockBatches).forEach(({ index: block }) => {
    const partial = partialPath(folder, seed, block);
    if (request.keepBlocks && existsSync(partial)) {
      mkdirSync(folder.file('blocks'), { recursive: true });
      renameSync(partial, keptBlockPath(folder, seed, block));
    }
    rmSync(partial, { force: true });
  });
}

/** What `judgeReady` left of a seed. Throws InvalidDataError where the file is something else. */
export function readJudging(folder: RunFolder, seed: number, batches: number): SeedJudging {
  const path = judgingPath(folder, seed, batches);
  const parsed = JSON.parse(readFileSync(path, 'utf8'), (_, value: unknown) =>
    withNaN(value),
  ) as SeedJudging & {
    readonly schema?: unknown;
  };
  if (parsed.schema === SCHEMA) return parsed;
  throw new InvalidDataError(`${path}: is not what a seed was judged by (${SCHEMA})`, { file: path });
}

/** JSON has null where a number was NaN; only lists of numbers have holes. */
function withNaN(value: unknown): unknown {
  return Array.isArray(value) && value.includes(null)
    ? value.map((entry: unknown) => (entry === null ? NaN : entry))
    : value;
}

async function judged(
  request: SimilarityRequest,
  partials: readonly string[],
  seed: number,
  signal: AbortSignal,
): Promise<SeedJudging> {
  const blocks: StoredScores[] = [];
  try {
    for (const partial of partials) blocks.push(openScores(partial, request));
    return await new SeedJudge(request, blocks, signal).judge(seed);
  } finally {
    for (const block of blocks) block.close();
  }
}
