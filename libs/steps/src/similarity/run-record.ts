import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256File } from '@metasparse/artifacts';
import type { RunFile, RunTask } from '@metasparse/report';
import type { BatchOutcome } from '../compute/messages.js';
import { cpuFeatures } from '../machine/cpu-features.js';
import { NUMERICAL_VERSION, VERSION } from '../version.js';
import type { SimilarityRequest } from './request.js';
import type { SimilarityOutcome } from './similarity-step.js';
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
  const { cost, phases } = outcome;
  const before = earlierRun(request.out);
  const finishedAt = new Date();
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
    times: {
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
      secondsPerBatch: mean(cost.reports.map(({ milliseconds }) => milliseconds / 1000)),
      idleShare: idleShare(outcome),
      perPhase: phases,
    },
    peakMemoryBytes: Math.max(cost.peakRssBytes, before?.peakMemoryBytes ?? 0),
    tasks: Object.fromEntries(request.tasks.map((task) => [task, labelCounts(batches, task)])),
    losses: Object.fromEntries(request.tasks.map((task) => [task, mean(lossesOf(batches, task))])),
  };
}

/** The record of an earlier start of the same run: memory and device of batches that were not computed again. */
function earlierRun(out: string): RunFile | null {
  const path = join(out, 'run.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunFile) : null;
}

function deviceOf(
  request: SimilarityRequest,
  { cost }: SimilarityOutcome,
  before: RunFile | null,
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

function idleShare({ cost }: SimilarityOutcome): number | null {
  const idle = cost.reports.reduce((sum, { idleMilliseconds }) => sum + idleMilliseconds, 0);
  const busy = cost.reports.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return idle + busy === 0 ? null : idle / (idle + busy);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
