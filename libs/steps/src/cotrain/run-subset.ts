import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidDataError } from '@metasparse/contracts';
import type { MeasuredMetric } from '@metasparse/evidence';
import type { EvaluationReport, TrainSummary } from '@metasparse/report';
import { evaluateStep } from '../evaluate/evaluate-step.js';
import { CHECKPOINTS } from '../train/checkpoint-folder.js';
import { LAST_NET } from '../train/training-loop.js';
import { trainStep } from '../train/train-step.js';
import type { TrainHandlers } from '../train/train-events.js';
import type { TrainRequest } from '../train/train-request.js';
import { withLock } from './await-lock.js';
import type { CotrainRun } from './cotrain-request.js';
import { readResult, writeResult, type RunResult } from './run-result.js';

export interface RunHandlers extends Pick<TrainHandlers, 'onEvent' | 'signal' | 'command'> {
  /** Hears that the run is not done yet. */
  readonly onStart?: (() => void) | undefined;
}

/**
 * The result of a run: that in its folder of `cache`, or that of training, from its checkpoint if there is one, and evaluation.
 * A training or a net without finite numbers is a result too. Other errors pass, and leave what is done.
 */
export async function runSubset(cache: string, run: CotrainRun, handlers: RunHandlers): Promise<RunResult> {
  const folder = join(cache, run.name);
  mkdirSync(cache, { recursive: true });
  return withLock(`${folder}.lock`, handlers.signal, async () => {
    const known = readResult(folder, run.key);
    if (known !== null) return known;
    handlers.onStart?.();
    const result = await trainedResult(folder, run, handlers);
    await writeResult(folder, result);
    rmSync(join(folder, 'train', CHECKPOINTS), { recursive: true, force: true });
    return result;
  });
}

async function trainedResult(folder: string, run: CotrainRun, handlers: RunHandlers): Promise<RunResult> {
  const { key, request } = run;
  try {
    const { test, cost } = await trained(join(folder, 'train'), request, handlers);
    const { tasks } = await evaluated(folder, request, handlers.signal);
    const metrics = Object.fromEntries(tasks.map((one) => [one.task, correctedMetrics(one)]));
    return { key, losses: { ...test.last?.losses }, metrics, seconds: cost.seconds };
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    return { key, failed: error.message };
  }
}

async function trained(out: string, request: TrainRequest, handlers: RunHandlers): Promise<TrainSummary> {
  const go = (): Promise<TrainSummary> => trainStep(request, out, { ...handlers, resume: true });
  try {
    return await go();
  } catch (error) {
    if (!(error instanceof InvalidDataError && error.details.field === 'resume')) throw error;
    // No checkpoint of it is whole.
    rmSync(out, { recursive: true, force: true });
    return go();
  }
}

function evaluated(
  folder: string,
  { data, dataset, tasks, threads }: TrainRequest,
  signal: AbortSignal | undefined,
): Promise<EvaluationReport> {
  const out = join(folder, 'evaluation');
  rmSync(out, { recursive: true, force: true });
  const net = join(folder, 'train', LAST_NET);
  return evaluateStep({ net, data, dataset, split: 'test', tasks, threads, sheetRows: 0 }, out, { signal });
}

function correctedMetrics({ metrics }: EvaluationReport['tasks'][number]): MeasuredMetric[] {
  return metrics.map(({ name, better, corrected }) => ({ name, better, value: corrected }));
}
