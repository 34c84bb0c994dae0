import type { Kernels, StatisticsSink, Tensor } from '@metasparse/scenenet';
import type { TrainedNorm } from './trained-net.js';

/** Weight of the new batch in the running statistics. */
const MOMENTUM = 0.1;

/** Moves the running statistics: (1 - 0.1) old + 0.1 batch, the batch's variance unbiased (PyTorch's batch norm). */
export function statisticsUpdate(kernels: Kernels, norms: readonly TrainedNorm[]): StatisticsSink {
  return (index, mean, unbiasedVariance) => {
    const norm = norms[index] as TrainedNorm;
    norm.mean = blended(kernels, norm.mean, mean);
    norm.variance = blended(kernels, norm.variance, unbiasedVariance);
  };
}

/** Takes both over. */
function blended(kernels: Kernels, running: Tensor, batch: Tensor): Tensor {
  const [kept, added] = [kernels.scale(running, 1 - MOMENTUM), kernels.scale(batch, MOMENTUM)];
  const result = kernels.add(kept, added);
  kernels.free(running, batch, kept, added);
  return result;
}
