import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleFolder } from '@metasparse/datasets';
import { netPlan } from '../similarity/block-scorer.js';
import { resolveRequest } from '../similarity/resolve-request.js';
import { runSimilarityStep } from '../similarity/run-similarity.js';
import { imageFlops } from './work.js';

/** What this machine computes in a second, and how that was found. */
export interface MeasuredRate {
  /** Floating-point operations of convolutions. */
  readonly flopsPerSecond: number;
  readonly how: string;
}

const BATCHES = 2;
const TASKS = ['seg', 'sn', 'depth'] as const;

/**
 * Scores two crops of the shipped frame at the plan's width and crop, in one process of one thread, and counts the
 * operations. Takes seconds at full width; leaves nothing behind.
 */
export async function measuredRate(width: number, crop: number, signal: AbortSignal): Promise<MeasuredRate> {
  const out = await mkdtemp(join(tmpdir(), 'metasparse-rate-'));
  try {
    const resolved = await resolveRequest({
      data: sampleFolder('hypersim'),
      out,
      dataset: 'nyuv2',
      tasks: TASKS,
      batches: BATCHES,
      batchSize: 1,
      seeds: [0],
      sparsities: [50],
      crop,
      width,
      split: 'train',
      precision: 'fp32',
      dropout: true,
      keepRatios: 'plain',
      compat: 'correct',
      workers: 1,
      threads: 1,
      blockBatches: BATCHES,
      resamples: 0,
    });
    const { run } = await runSimilarityStep(resolved, ['metasparse'], { onEvent: () => undefined, signal });
    const seconds = run.times.secondsPerBatch ?? 1;
    const flopsPerSecond = imageFlops(netPlan(resolved.request), crop, crop).score / seconds;
    return {
      flopsPerSecond,
      how:
        `hours are the operations of the convolutions at the rate of a measured step: ${BATCHES} batches of one ` +
        `${crop} x ${crop} crop at width ${width}, one thread, took ${seconds.toFixed(2)} s each here, ` +
        `${(flopsPerSecond / 1e9).toFixed(1)} GFLOP/s`,
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
