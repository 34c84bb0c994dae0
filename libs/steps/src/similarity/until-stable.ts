import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SimilarityFile } from '@metasparse/affinity';
import { writeFileAtomically } from '@metasparse/artifacts';
import { InvalidDataError } from '@metasparse/contracts';
import type { RunFolder } from '../run/run-folder.js';
import type { SimilarityRequest } from './request.js';

const ROUND = z.object({
  seeds: z.number(),
  batches: z.number(),
  /** Indices of pairs, most alike first. */
  order: z.array(z.number()),
  probability: z.number(),
});

/** What a round of a run until stable found. */
export type Round = z.infer<typeof ROUND>;

const FILE = 'rounds.json';
/** The cell whose order is waited for: the one the answer is read from. */
const CELL = { metric: 'iou', weighting: 'equal', sparsity: 'mean' } as const;

/** Rounds that are done; a later start goes on after them. */
export function readRounds(folder: RunFolder): readonly Round[] {
  const path = folder.file(FILE);
  if (!existsSync(path)) return [];
  try {
    return z.array(ROUND).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new InvalidDataError(`${path}: is not a list of rounds; remove the folder and start again`, {
      file: path,
      cause,
    });
  }
}

export async function writeRounds(folder: RunFolder, rounds: readonly Round[]): Promise<void> {
  await writeFileAtomically(folder.file(FILE), `${JSON.stringify(rounds, null, 1)}\n`);
}

/** What a round found, from its answer. */
export function roundOf({ seeds, batches, judging }: SimilarityFile): Round {
  const row = judging?.orders.find(
    ({ metric, weighting, sparsity }) =>
      metric === CELL.metric && weighting === CELL.weighting && sparsity === CELL.sparsity,
  );
  return { seeds: seeds.length, batches, order: [...(row?.order ?? [])], probability: row?.probability ?? 0 };
}

/**
 * The request of the next round after these, or null where the order is settled or nothing more may be spent: twice the seeds, as
 * far as allowed, since they average everything that is drawn; then twice the batches, which change the quantity itself. A function
 * of the results alone, so that a run that was stopped goes on as it would have.
 */
export function nextRound(request: SimilarityRequest, rounds: readonly Round[]): SimilarityRequest | null {
  const { until, seeds, batches, blockBatches } = request;
  const last = rounds.at(-1);
  if (last === undefined || until === null) return last === undefined ? request : null;
  if (last.probability >= until.confidence) return null;
  const more = Math.min(until.maxSeeds, 2 * last.seeds);
  if (more > last.seeds) return sized(request, more, last.batches);
  const longest = until.maxBatches - (until.maxBatches % blockBatches);
  const longer = Math.min(longest, 2 * last.batches);
  return longer > Math.max(last.batches, batches)
    ? sized(request, Math.max(last.seeds, seeds.length), longer)
    : null;
}

/** The request with this many seeds and batches a seed. */
export function sized(request: SimilarityRequest, seeds: number, batches: number): SimilarityRequest {
  const first = request.seeds[0] ?? 0;
  return {
    ...request,
    batches,
    seeds: Array.from({ length: seeds }, (_, i) => request.seeds[i] ?? first + i),
  };
}
