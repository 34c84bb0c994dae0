import { setImmediate } from 'node:timers/promises';
import type { SeedMeasures, SimilarityFile } from '@metasparse/affinity';
import { writeFileAtomically } from '@metasparse/artifacts';
import { CancelledError } from '@metasparse/contracts';
import { keepRatio } from '@metasparse/sparsity';
import { analyseSeed } from './analyse-seed.js';
import type { SimilarityEvent } from './events.js';
import { judgeRun } from './judge-run.js';
import type { RunFolder } from '../run/run-folder.js';
import { resultParameters, type SimilarityRequest } from './request.js';
import { claimSimilarityFolder, totalPath } from './similarity-folder.js';
import { scoreSeeds, type ScoringCost } from './score-seeds.js';

export interface SimilarityOutcome {
  readonly similarity: SimilarityFile;
  readonly cost: ScoringCost;
  /** Seconds of each phase, in order. */
  readonly phases: Readonly<Record<string, number>>;
}

export interface StepHandlers {
  readonly onEvent: (event: SimilarityEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Scores every weight per task, cuts the scores into masks and compares the masks. Leaves in `request.out`
 * `similarity.json`, `saliency/seed-N.safetensors`, `masks/seed-N.safetensors`; started again with the same request
 * it goes on where it was, or gives the results it has.
 */
export async function similarityStep(
  request: SimilarityRequest,
  dataDigest: string,
  { onEvent, signal }: StepHandlers,
): Promise<SimilarityOutcome> {
  const folder = await claimSimilarityFolder(request.out, resultParameters(request, dataDigest));
  try {
    const phases: Record<string, number> = {};
    const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      onEvent({ kind: 'phase', name });
      const started = performance.now();
      const result = await work();
      phases[name] = (performance.now() - started) / 1000;
      return result;
    };
    const cost = await timed('saliency', () => scoreSeeds(request, folder, onEvent, signal));
    const measures = await timed('similarity', () => analyseSeeds(request, folder, onEvent, signal));
    const similarity = await timed('judging', () => judgeRun(request, folder, measures, signal));
    await writeFileAtomically(folder.file('similarity.json'), `${JSON.stringify(similarity, null, 1)}\n`);
    return { similarity, cost, phases };
  } finally {
    folder.release();
  }
}

async function analyseSeeds(
  request: SimilarityRequest,
  folder: RunFolder,
  onEvent: (event: SimilarityEvent) => void,
  signal: AbortSignal,
): Promise<SeedMeasures[]> {
  const { dataset, sparsities, keepRatios, seeds } = request;
  const plan = {
    sparsities,
    keepRatios: sparsities.map((s) => keepRatio(dataset, s, 'similarity', keepRatios)),
  };

  const measures: SeedMeasures[] = [];
  for (const seed of seeds) {
    // Lets a signal that waits be heard between two seeds.
    await setImmediate();
    if (signal.aborted) throw new CancelledError('stopped before the end');
    onEvent({ kind: 'analysing', seed, of: seeds.length });
    const masks = folder.file('masks', `seed-${seed}.safetensors`);
    measures.push(await analyseSeed(totalPath(folder, seed), masks, request, plan));
  }
  return measures;
}
