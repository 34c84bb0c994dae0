import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataset, wholeSample } from '@metasparse/datasets';
import { totalSteps, type TrainRequest } from '../train/train-request.js';
import { trainStep } from '../train/train-step.js';
import type { CotrainRequest, CotrainRun } from './cotrain-request.js';
import { cotrainRuns } from './cotrain-runs.js';
import { readResult } from './run-result.js';

export interface CotrainEstimate {
  readonly runs: readonly {
    readonly run: CotrainRun;
    readonly done: boolean;
    readonly seconds: number;
  }[];
  /** Until all that is not done is done, on this machine as it is now. */
  readonly seconds: number;
}

/** What one set of tasks took. */
interface Pace {
  readonly tasks: number;
  readonly perStep: number;
  /** Starting and ending the training. */
  readonly around: number;
}

/** Steps of the measurement; the first ones are slower. */
const STEPS = 8;
/** A forward pass is about a third of a training step. */
const FORWARD = 1 / 3;

/**
 * The runs that `cotrainStep` would do into `out`, and how long they would take: the smallest and the largest set are trained for a
 * few steps in a temporary folder, the others lie on the line between them. A rough number; progress corrects it later.
 */
export async function estimateCotrain(
  request: CotrainRequest,
  out: string,
  signal?: AbortSignal,
): Promise<CotrainEstimate> {
  const runs = await cotrainRuns(request);
  const cache = request.cache ?? join(out, 'runs');
  const done = runs.map(({ name, key }) => readResult(join(cache, name), key) !== null);
  const seconds = done.every(Boolean) ? () => 0 : await runSeconds(runs, signal);
  const listed = runs.map((run, i) => ({ run, done: done[i] === true, seconds: seconds(run.request) }));
  const left = listed.reduce((sum, one) => sum + (one.done ? 0 : one.seconds), 0);
  return { runs: listed, seconds: left / Math.min(request.jobs, runs.length) };
}

async function runSeconds(
  runs: readonly CotrainRun[],
  signal: AbortSignal | undefined,
): Promise<(request: TrainRequest) => number> {
  const bySize = [...runs].sort((a, b) => a.request.tasks.length - b.request.tasks.length);
  const [smallest, largest] = [bySize[0], bySize.at(-1)].map((run) => run?.request);
  if (smallest === undefined || largest === undefined) return () => 0;
  const low = await measured(smallest, signal);
  const high = largest.tasks.length === low.tasks ? low : await measured(largest, signal);
  const images = await testSteps(smallest);
  return (request) => {
    const share = high === low ? 0 : (request.tasks.length - low.tasks) / (high.tasks - low.tasks);
    const between = (of: 'perStep' | 'around'): number => low[of] + share * (high[of] - low[of]);
    // Test loss and evaluation go over the test images once each, in a process of their own.
    return between('perStep') * (totalSteps(request) + 2 * images) + 2 * between('around');
  };
}

async function measured(request: TrainRequest, signal: AbortSignal | undefined): Promise<Pace> {
  const folder = mkdtempSync(join(tmpdir(), 'metasparse-estimate-'));
  const short = { ...request, iterations: STEPS, logEvery: 1, testEvery: STEPS, testImages: 1 };
  const began = performance.now();
  try {
    const { cost } = await trainStep(short, join(folder, 'run'), { signal });
    const perStep = request.batchSize / cost.imagesPerSecond;
    const elapsed = (performance.now() - began) / 1000;
    return { tasks: request.tasks.length, perStep, around: Math.max(0, elapsed - STEPS * perStep) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The whole test images, in training steps. */
async function testSteps({
  data,
  dataset,
  testImages,
  batchSize,
  crop,
  compat,
}: TrainRequest): Promise<number> {
  const reader = await openDataset(data, { dataset, split: 'test' });
  const { height, width } = wholeSample(await reader.readRaw(0), dataset, compat);
  return (FORWARD * testImages * height * width) / (batchSize * crop * crop);
}
