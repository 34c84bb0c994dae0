import { setImmediate } from 'node:timers/promises';
import type { SeedMeasures, SimilarityFile } from '@metasparse/affinity';
import { writeFileAtomically } from '@metasparse/artifacts';
import { CancelledError } from '@metasparse/contracts';
import { keepRatio } from '@metasparse/sparsity';
import { analyseSeed } from './analyse-seed.js';
import type { SimilarityEvent } from './events.js';
import { removeBlocks } from './judge-ready.js';
import { judgeRun } from './judge-run.js';
import type { RunFolder } from '../run/run-folder.js';
import { resultParameters, type SimilarityRequest } from './request.js';
import { claimSimilarityFolder, totalPath } from './similarity-folder.js';
import { nextRound, readRounds, roundOf, sized, writeRounds, type Round } from './until-stable.js';
import { scoreSeeds, type ScoringCost } from './score-seeds.js';

export interface SimilarityOutcome {
  /** What was run in the end: with `until`, more seeds and batches than were asked for. */
  readonly request: SimilarityRequest;
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
    return request.until === null
      ? await round(request, folder, { onEvent, signal })
      : await allRounds(request, folder, { onEvent, signal });
  } finally {
    folder.release();
  }
}

/** Rounds that are not done yet, until the order of the pairs is settled or the limits are reached. */
async function allRounds(
  request: SimilarityRequest,
  folder: RunFolder,
  handlers: StepHandlers,
): Promise<SimilarityOutcome> {
  let rounds = readRounds(folder);
  const last = rounds.at(-1);
  let outcome: SimilarityOutcome | null = null;
  for (let next = nextRound(request, rounds); next !== null; next = nextRound(request, rounds)) {
    const found = await round(next, folder, handlers);
    outcome = outcome === null ? found : joined(outcome, found);
    rounds = [...rounds, roundOf(outcome.similarity)];
    await writeRounds(folder, rounds);
    handlers.onEvent({ kind: 'round', ...(rounds.at(-1) as Round) });
  }
  const whole =
    outcome ?? (await round(sized(request, last?.seeds ?? 0, last?.batches ?? 0), folder, handlers));
  for (const seed of whole.request.seeds) removeBlocks(whole.request, folder, seed);
  const similarity = withRounds(whole.similarity, request.until?.confidence ?? NaN, rounds);
  await writeFileAtomically(folder.file('similarity.json'), `${JSON.stringify(similarity, null, 1)}\n`);
  return { ...whole, similarity };
}

/** One pass over what is asked: scores, masks, similarity, judgement; what is there already is not computed again. */
async function round(
  request: SimilarityRequest,
  folder: RunFolder,
  { onEvent, signal }: StepHandlers,
): Promise<SimilarityOutcome> {
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
  return { request, similarity, cost, phases };
}

/** The later round's answer with the cost of both. */
function joined(earlier: SimilarityOutcome, later: SimilarityOutcome): SimilarityOutcome {
  const names = Object.keys(later.phases);
  return {
    ...later,
    cost: {
      device: later.cost.device ?? earlier.cost.device,
      reports: [...earlier.cost.reports, ...later.cost.reports],
      peakRssBytes: Math.max(earlier.cost.peakRssBytes, later.cost.peakRssBytes),
    },
    phases: Object.fromEntries(
      names.map((name) => [name, (earlier.phases[name] ?? 0) + (later.phases[name] ?? 0)]),
    ),
  };
}

function withRounds(file: SimilarityFile, confidence: number, rounds: readonly Round[]): SimilarityFile {
  if (file.judging === undefined) return file;
  const settled = (rounds.at(-1)?.probability ?? 0) >= confidence;
  return { ...file, judging: { ...file.judging, until: { confidence, settled, rounds } } };
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
