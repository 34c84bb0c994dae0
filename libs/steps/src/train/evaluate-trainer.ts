import { EvaluationNet, evaluationTensors, type Trainer } from '@metasparse/training';
import type { TrainRequest } from './train-request.js';

/** Which of its weights a run tests and writes: their running averages, where it keeps them. */
export function testedWeights({ averageDecay }: Pick<TrainRequest, 'averageDecay'>): 'value' | 'average' {
  return averageDecay === null ? 'value' : 'average';
}

/** Runs `use` on the net as it is now, in evaluation mode. */
export async function withEvaluationNet<T>(
  trainer: Trainer,
  request: Pick<TrainRequest, 'averageDecay'>,
  use: (net: EvaluationNet) => Promise<T>,
): Promise<T> {
  const tensors = evaluationTensors(trainer.readState(), testedWeights(request));
  const net = new EvaluationNet(trainer.context.kernels, trainer.plan, tensors);
  try {
    return await use(net);
  } finally {
    net.free();
  }
}
