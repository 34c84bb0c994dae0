import { setImmediate } from 'node:timers/promises';
import { buildSimilarityFile, type SeedMeasures, type SimilarityFile } from '@metasparse/affinity';
import { CancelledError } from '@metasparse/contracts';
import { judgeSimilarity, type CellTable } from '@metasparse/evidence';
import type { RunFolder } from '../run/run-folder.js';
import { readJudging } from './judge-ready.js';
import { otherNets } from './other-nets.js';
import type { SimilarityRequest } from './request.js';
import { totalPath } from './similarity-folder.js';

const SETTINGS = { confidence: 0.95, draws: 2000, permutations: 1999, salt: 0 };

/** The answer of a run whose seeds are measured, with what is needed to judge it. */
export async function judgeRun(
  request: SimilarityRequest,
  folder: RunFolder,
  measures: readonly SeedMeasures[],
  signal: AbortSignal,
): Promise<SimilarityFile> {
  const run = { ...request, measures };
  return judgeSimilarity(
    buildSimilarityFile(run),
    {
      run,
      seeds: request.seeds.map((seed) => readJudging(folder, seed, request.batches)),
      otherNets: await everyOtherNet(request, folder, signal),
    },
    { ...SETTINGS, blockBatches: request.blockBatches },
  );
}

/** Each seed beside the next one, the last beside the first; null with one seed. */
async function everyOtherNet(
  request: SimilarityRequest,
  folder: RunFolder,
  signal: AbortSignal,
): Promise<CellTable[] | null> {
  const { seeds } = request;
  if (seeds.length < 2) return null;
  const tables: CellTable[] = [];
  for (const [i, seed] of seeds.entries()) {
    await setImmediate();
    if (signal.aborted) throw new CancelledError('stopped before the end');
    const next = seeds[(i + 1) % seeds.length] ?? seed;
    tables.push(otherNets(totalPath(folder, seed), totalPath(folder, next), request));
  }
  return tables;
}
