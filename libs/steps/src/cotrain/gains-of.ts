import {
  buildGainsFile,
  type FailedRun,
  type GainsFile,
  type GainsSubset,
  type TrainedRun,
} from '@metasparse/evidence';
import { netLayers, weightCount, type ConvLayer } from '@metasparse/scenenet';
import { outputPixels } from '@metasparse/training';
import { netPlan } from '../similarity/block-scorer.js';
import { trainParameters, type TrainRequest } from '../train/train-request.js';
import { subsetRequest, type CotrainRequest, type CotrainRun } from './cotrain-request.js';
import type { RunResult } from './run-result.js';

export interface DoneRun {
  readonly run: CotrainRun;
  readonly result: RunResult;
}

/** The gains of all runs, in the order of the request whatever the order in which they ended. */
export function gainsOf(
  { training, subsets, seeds }: CotrainRequest,
  key: string,
  done: readonly DoneRun[],
): GainsFile {
  const { dataset } = training;
  const tasks = subsets.filter((set) => set.length === 1).flat();
  const runs: TrainedRun[] = [];
  const failures: FailedRun[] = [];
  for (const { run, result } of inOrder(done)) {
    const { tasks, seed } = run.request;
    if ('failed' in result) failures.push({ tasks, seed, reason: result.failed });
    else runs.push({ tasks, seed, ...result });
  }
  const costs = (names: readonly string[]): GainsSubset['costs'] =>
    costsOf(
      subsetRequest(
        training,
        training.tasks.filter((task) => names.includes(task)),
        0,
      ),
    );
  return buildGainsFile({
    head: { dataset, tasks, seeds, settings: settingsOf(training), key },
    subsets,
    runs,
    failures,
    costs,
  });
}

/** What all runs have in common, without what a dense training has none of. */
function settingsOf(training: TrainRequest): GainsFile['settings'] {
  const {
    command: _command,
    dataDigest: _digest,
    from: _from,
    dynamic: _dynamic,
    ...all
  } = trainParameters(training, '');
  const { tasks: _tasks, seed: _seed, dataset: _dataset, sparsityPercent: _sparsity, ...settings } = all;
  return settings;
}

function inOrder(done: readonly DoneRun[]): DoneRun[] {
  return [...done].sort((a, b) => (a.run.name < b.run.name ? -1 : 1));
}

/** Of the dense net at its training crop: multiply-adds times two, and weights of its convolutions. */
function costsOf(request: TrainRequest): GainsSubset['costs'] {
  const plan = netPlan(request);
  const pixels = outputPixels(plan, request.crop, request.crop);
  const { backbone, heads } = netLayers(plan);
  const layers = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
  const sum = (of: (layer: ConvLayer) => number): number => layers.reduce((all, layer) => all + of(layer), 0);
  return { flops: sum((layer) => 2 * weightCount(layer) * pixels(layer.name)), params: sum(weightCount) };
}
