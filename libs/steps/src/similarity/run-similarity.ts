import type { SimilarityFile } from '@metasparse/affinity';
import type { RunFile } from '@metasparse/report';
import { requireDisk } from '../machine/disk.js';
import { sumBytes } from '../machine/fit.js';
import { netPlan } from './block-scorer.js';
import { exampleImages } from './examples.js';
import { dataDigest, inputDigests } from './input-digests.js';
import type { SimilarityRequest } from './request.js';
import type { ResolvedRequest } from './resolve-request.js';
import { recordRun } from './run-record.js';
import { similarityStep, type StepHandlers } from './similarity-step.js';
import { sized } from './until-stable.js';
import { writeResults } from './write-results.js';

/** A finished run: what it found and what it took. */
export interface FinishedRun {
  readonly similarity: SimilarityFile;
  readonly run: RunFile;
}

/** What a run may come to: with `until`, its limits. */
function largest(request: SimilarityRequest): SimilarityRequest {
  const { until } = request;
  return until === null ? request : sized(request, until.maxSeeds, until.maxBatches);
}

/**
 * Sums of all seeds, one more being written, every block of the seed at hand and one a worker of the next, and masks and tables on
 * top; blocks that are to stay, or that batches may be added to, of every seed.
 */
function diskBytes({ request }: ResolvedRequest): number {
  const { seeds, workers, batches, blockBatches, keepBlocks, until } = largest(request);
  const blocks = Math.ceil(batches / blockBatches) * (keepBlocks || until !== null ? seeds.length : 1);
  return (seeds.length + 1 + blocks + workers) * 1.05 * sumBytes(netPlan(request)) + 50e6;
}

/**
 * The whole command: the step, then everything a person wants to see of it, in `request.out`: `similarity.json`,
 * `.tsv`, `.tex`, `table.json`, `saliency/`, `masks/`, `run.json`, `report.html`.
 */
export async function runSimilarityStep(
  resolved: ResolvedRequest,
  command: readonly string[],
  handlers: StepHandlers,
): Promise<FinishedRun> {
  const { reader } = resolved;
  const startedAt = new Date();
  requireDisk(resolved.request.out, diskBytes(resolved));
  const most = await inputDigests(largest(resolved.request), reader);
  const outcome = await similarityStep(resolved.request, dataDigest(reader, most), handlers);
  const { request } = outcome;
  const inputs = request.until === null ? most : await inputDigests(request, reader);
  const examples = await exampleImages(request, reader);
  const run = await recordRun({ request, outcome, command, inputs, startedAt });
  await writeResults(request.out, outcome.similarity, run, examples);
  return { similarity: outcome.similarity, run };
}
