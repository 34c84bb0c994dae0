import { InvalidArgumentError } from '@metasparse/contracts';
import { netLayers, weightCount, type NetPlan } from '@metasparse/scenenet';
import { keepRatio } from '@metasparse/sparsity';
import type { SimilarityRequest } from './request.js';

/** Throws InvalidArgumentError for a sparsity at which a task of this net keeps no weight at all. */
export function checkSparsities(
  { dataset, sparsities, keepRatios }: Pick<SimilarityRequest, 'dataset' | 'sparsities' | 'keepRatios'>,
  plan: NetPlan,
): void {
  const { backbone, heads } = netLayers(plan);
  for (const { task, branches } of heads) {
    const layers = [...backbone, ...branches.flat()];
    const weights = layers.reduce((sum, layer) => sum + weightCount(layer), 0);
    for (const sparsity of sparsities) {
      if (Math.trunc(weights * keepRatio(dataset, sparsity, 'similarity', keepRatios)) >= 1) continue;
      throw new InvalidArgumentError(
        `--sparsities has ${sparsity}: of the ${weights} weights of task ${task} none would be kept, at least 1 is ` +
          'needed; use a smaller sparsity or a larger --width',
        { field: 'sparsities', value: sparsity, bound: `at most ${100 * (1 - 1 / weights)}` },
      );
    }
  }
}
