import {
  BACKBONE_LAYERS,
  type LossSettings,
  type PassContext,
  type SceneNet,
  type Task,
} from '@metasparse/scenenet';
import { memoryScores, type TaskScores } from '@metasparse/sparsity';
import { GradientSums, netConvs, type ScoredBatch } from './gradient-sums.js';

/** Name of the one ranking in which all tasks' heads compete with each other. */
export const JOINT_RANKING = 'joint';

/**
 * SNIP on the joint loss, the papers' baseline: sum over batches of |w dL/dw|, L = sum_t lambda_t loss_t, backbone
 * first, then all heads.
 */
export function jointSnipScores(
  context: PassContext,
  net: SceneNet,
  settings: LossSettings,
  lambdas: Readonly<Partial<Record<Task, number>>>,
  batches: Iterable<ScoredBatch>,
): TaskScores {
  const { kernels } = context;
  const sums = new GradientSums(context, net, settings, lambdas, true);
  try {
    for (const batch of batches) sums.addBatch(batch);
    const convs = netConvs(net);
    const arrays = convs.map(({ layer, weight }) => {
      const total = sums.layer(layer.name);
      const magnitude = kernels.abs(weight);
      const product = kernels.mul(total, magnitude);
      const host = kernels.weightToHost(product);
      const scores = kernels.read(host);
      kernels.free(total, magnitude, product, host);
      return scores;
    });
    const layers = convs.map(({ layer }) => layer);
    return memoryScores(JOINT_RANKING, layers, BACKBONE_LAYERS, arrays);
  } finally {
    sums.free();
  }
}
