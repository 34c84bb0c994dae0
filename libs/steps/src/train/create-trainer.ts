import type { DatasetReader } from '@metasparse/datasets';
import { publishedSource, type Kernels, type NetPlan } from '@metasparse/scenenet';
import { PUBLISHED_ADAM, Trainer, type TrainingSettings } from '@metasparse/training';
import { openNetFile } from '../exchange/net-file.js';
import type { TrainRequest } from './train-request.js';

/** The net as it is before the first iteration: drawn from the seed, or read from `request.from` with its masks. */
export function createTrainer(
  kernels: Kernels,
  plan: NetPlan,
  request: TrainRequest,
  reader: DatasetReader,
): Trainer {
  const context = { kernels, backward: request.precision === 'mixed' ? 'bfloat16' : 'float32' } as const;
  const { from, seed } = request;
  const source = from === null ? publishedSource(kernels, seed) : null;
  const trainer = new Trainer(context, plan, trainingSettings(request, reader), source);
  if (from !== null) loadStart(trainer, from.file, plan);
  return trainer;
}

function trainingSettings(request: TrainRequest, { config, classWeights }: DatasetReader): TrainingSettings {
  const { lambdas, schedule, dropout, seed, clipNorm, averageDecay } = request;
  return {
    losses: { config, classWeights: classWeights ?? null },
    lambdas,
    adam: PUBLISHED_ADAM,
    schedule,
    dropoutSeed: dropout ? seed : null,
    clipNorm,
    averageDecay,
  };
}

function loadStart(trainer: Trainer, file: string, plan: NetPlan): void {
  const tasks = plan.tasks.map(({ task }) => task);
  const { state, close } = openNetFile(file, tasks);
  try {
    for (const [name, { shape, read }] of state.tensors) {
      const kind = /\.running_(mean|var)$/.test(name) ? 'statistic' : 'value';
      trainer.loadEntry({ kind, name, shape, values: read() });
    }
    for (const [name, { shape, read }] of state.masks)
      trainer.loadEntry({ kind: 'mask', name, shape, mask: read() });
  } finally {
    close();
  }
}
