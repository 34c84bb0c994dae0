import { join } from 'node:path';
import { sha256File } from '@metasparse/artifacts';
import type { RunFile, RunTask, RunTimes } from '@metasparse/report';
import type { BatchOutcome } from '../compute/messages.js';
import { cpuFeatures } from '../machine/cpu-features.js';
import { NUMERICAL_VERSION, VERSION } from '../version.js';
import type { SimilarityRequest } from './request.js';
import type { SimilarityOutcome } from './similarity-step.js';
import { earlierRun, type EarlierRun } from './earlier-run.js';
import { openScores } from './stored-scores.js';

interface Recorded {
  readonly request: SimilarityRequest;
  readonly outcome: SimilarityOutcome;
  readonly command: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly startedAt: Date;
}

/** `run.json`: everything needed to judge and to repeat the run. */
export async function recordRun({
  request,
  outcome,
  command,
  inputs,
  startedAt,
}: Recorded): Promise<RunFile> {
  const { cost } = outcome;
  const before = earlierRun(request.out);
  const batches = request.seeds.flatMap((seed) => batchesOfSeed(request, seed));
  return {
    schema: 'metasparse.run/v1',
    command,
    parameters: { ...request },
    versions: {
      metasparse: VERSION,
      tensorflow: cost.device?.tensorflow ?? before?.versions.tensorflow ?? 'unknown',
      node: process.versions.node,
      numericalVersion: NUMERICAL_VERSION,
    },
    device: deviceOf(request, outcome, before),
    inputs,
    outputs: await outputDigests(request),
    times: timesOf(outcome, startedAt, before),
    peakMemoryBytes: Math.max(cost.peakRssBytes, before?.peakMemoryBytes ?? 0),
    tasks: Object.fromEntries(request.tasks.map((task) => [task, labelCounts(batches, task)])),
    losses: Object.fromEntries(request.tasks.map((task) => [task, mean(lossesOf(batches, task))])),
  };
}

/** Times of this start; those of the earlier one where no batch was computed in this. */
function timesOf({ cost, phases }: SimilarityOutcome, startedAt: Date, before: EarlierRun | null): RunTimes {
  if (before !== null && cost.reports.length === 0) return before.times;
  const finishedAt = new Date();
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    secondsPerBatch: mean(cost.reports.map(({ milliseconds }) => milliseconds / 1000)),
    idleShare: idleShare(cost),
    perPhase: phases,
  };
}

function deviceOf(
  request: SimilarityRequest,
  { cost }: SimilarityOutcome,
  before: EarlierRun | null,
): RunFile['device'] {
  const features = cpuFeatures();
  const { threads, workers, precision } = request;
  return {
    kind: cost.device?.kind ?? before?.device.kind ?? 'cpu',
    name: features.model,
    threads,
    workers,
    precision,
    cpuFeatures: (['avx512', 'bf16', 'amx'] as const).filter((name) => features[name]),
  };
}

async function outputDigests({ out, seeds }: SimilarityRequest): Promise<Record<string, string>> {
  const names = [
    'similarity.json',
    ...seeds.flatMap((s) => [`saliency/seed-${s}.safetensors`, `masks/seed-${s}.safetensors`]),
  ];
  const digests: Record<string, string> = {};
  for (const name of names) digests[name] = await sha256File(join(out, name));
  return digests;
}

function batchesOfSeed(request: SimilarityRequest, seed: number): readonly BatchOutcome[] {
  const stored = openScores(join(request.out, 'saliency', `seed-${seed}.safetensors`), request);
  stored.close();
  return stored.info.batches;
}

function lossesOf(batches: readonly BatchOutcome[], task: string): number[] {
  return batches
    .flatMap(({ results }) => results.filter((result) => result.task === task))
    .flatMap(({ loss }) => (loss === null ? [] : [loss]));
}

function labelCounts(batches: readonly BatchOutcome[], task: string): RunTask {
  const used = lossesOf(batches, task).length;
  return { batchesUsed: used, batchesWithoutLabel: batches.length - used };
}

function idleShare({ reports }: SimilarityOutcome['cost']): number | null {
  const idle = reports.reduce((sum, { idleMilliseconds }) => sum + idleMilliseconds, 0);
  const busy = reports.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return idle + busy === 0 ? null : idle / (idle + busy);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
