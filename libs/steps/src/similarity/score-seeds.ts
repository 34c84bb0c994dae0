import { existsSync } from 'node:fs';
import { CancelledError } from '@metasparse/contracts';
import { planBlocks } from '@metasparse/sparsity';
import { requestedDevice } from '../compute/config.js';
import { ComputeProcess } from '../compute/compute-process.js';
import type { BatchReport, BlockJob, DeviceReport } from '../compute/messages.js';
import { runJobs } from '../compute/worker-pool.js';
import type { SimilarityEvent } from './events.js';
import { foldBlock, foldedBlocks } from './partial-sums.js';
import type { SimilarityRequest } from './request.js';
import type { RunFolder } from '../run/run-folder.js';
import type { ScoreSettings } from './score-settings.js';
import { judgeReady } from './judge-ready.js';
import { judgingPath, partialPath, totalPath } from './similarity-folder.js';

const ENTRY = new URL('../../dist/similarity/score-process.js', import.meta.url);

/** What scoring took, for the run's record. */
export interface ScoringCost {
  readonly device: DeviceReport | null;
  readonly reports: readonly BatchReport[];
  readonly peakRssBytes: number;
}

/** Blocks whose sums are missing, of all seeds that are not judged yet. */
function pendingJobs(request: SimilarityRequest, folder: RunFolder): BlockJob[] {
  const blocks = planBlocks(request.batches, request.blockBatches);
  return request.seeds.flatMap((seed) => {
    if (existsSync(judgingPath(folder, seed, request.batches))) return [];
    return blocks
      .filter(({ index }) => !existsSync(partialPath(folder, seed, index)))
      .map(({ index, start, end }) => ({
        seed,
        block: index,
        start,
        end,
        path: partialPath(folder, seed, index),
      }));
  });
}

/** Adds every partial sum whose turn it is. */
async function foldReady(request: SimilarityRequest, folder: RunFolder, seed: number): Promise<void> {
  const blocks = planBlocks(request.batches, request.blockBatches).length;
  let next = foldedBlocks(totalPath(folder, seed));
  while (next < blocks && existsSync(partialPath(folder, seed, next)))
    await foldBlock(totalPath(folder, seed), partialPath(folder, seed, next), next++);
}

/**
 * Computes every block that is missing, adds the blocks of each seed in order, judges them and removes them; afterwards
 * `totalPath` of every seed holds the sum over all batches. Same bits for any number of workers, and when it goes on after a kill.
 */
export async function scoreSeeds(
  request: SimilarityRequest,
  folder: RunFolder,
  onEvent: (event: SimilarityEvent) => void,
  signal: AbortSignal,
): Promise<ScoringCost> {
  const finishReady = async (seed: number): Promise<void> => {
    await foldReady(request, folder, seed);
    await judgeReady(request, folder, seed, onEvent, signal);
  };
  for (const seed of request.seeds) await finishReady(seed);
  const jobs = pendingJobs(request, folder);
  const missing = jobs.reduce((sum, { start, end }) => sum + end - start, 0);
  const batches = request.batches * request.seeds.length;
  const workers = Math.min(request.workers, jobs.length);
  onEvent({ kind: 'planned', batches, batchesDone: batches - missing, workers });
  if (jobs.length === 0) return { device: null, reports: [], peakRssBytes: 0 };
  return computeJobs(request, jobs, workers, { finishReady, onEvent }, signal);
}

interface JobHandlers {
  /** Adds and judges what of a seed is ready. */
  readonly finishReady: (seed: number) => Promise<void>;
  readonly onEvent: (event: SimilarityEvent) => void;
}

async function computeJobs(
  request: SimilarityRequest,
  jobs: readonly BlockJob[],
  workers: number,
  { finishReady, onEvent }: JobHandlers,
  signal: AbortSignal,
): Promise<ScoringCost> {
  const options = { threads: request.threads, device: requestedDevice() };
  const processes = Array.from({ length: workers }, () => new ComputeProcess<ScoreSettings>(ENTRY, options));
  const reports: BatchReport[] = [];
  let folding = Promise.resolve();
  try {
    const [device] = await Promise.all(processes.map((process) => process.open(request)));
    onEvent({ kind: 'device', device: device as DeviceReport });
    const onBatch = (report: BatchReport): void => {
      reports.push(report);
      onEvent({ kind: 'batch', report });
    };
    const onDone = async ({ seed }: BlockJob): Promise<void> => {
      folding = folding.then(() => finishReady(seed));
      await folding;
    };
    await runJobs(processes, jobs, { onBatch, onDone }, signal);
    const peakRssBytes = Math.max(...processes.map((process) => process.peakRssBytes));
    return { device: device as DeviceReport, reports, peakRssBytes };
  } catch (error) {
    throw signal.aborted ? new CancelledError('stopped before the end', { cause: error }) : error;
  } finally {
    await Promise.all(processes.map((process) => process.kill()));
    await Promise.allSettled([folding]);
  }
}
