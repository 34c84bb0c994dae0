import {
  BACKBONE_LAYERS,
  type ConvLayer,
  type ConvParameters,
  type LossSettings,
  type PassContext,
  type SceneNet,
  type Task,
  type Tensor,
} from '@metasparse/scenenet';
import { memoryScores, type TaskScores } from '@metasparse/sparsity';
import { GradientSums, netConvs, type ScoredBatch } from './gradient-sums.js';
import { orderedScores } from './weight-scores.js';

/**
 * Length of the step along the gradient, as a share of the length of the weights: the gradient gathers in few layers,
 * and a longer step crosses so many kinks of the ReLUs that the difference is no derivative any more.
 */
export const GRASP_STEP = 1e-5;

/**
 * GraSP (Wang et al. 2020) for one task: w (H g), kept where largest, since removing such a weight lowers the
 * gradient flow g'g. The scores are ranks of signed values (`orderedScores`), fit for selection, not for sums. It goes
 * over the batches three times.
 */
export function graspScores(
  context: PassContext,
  net: SceneNet,
  settings: LossSettings,
  task: Task,
  batches: Iterable<ScoredBatch>,
  relativeStep = GRASP_STEP,
): TaskScores {
  const { layers, flows } = gradientFlows(context, net, settings, task, batches, relativeStep);
  return memoryScores(task, layers, BACKBONE_LAYERS, flows.map(orderedScores));
}

/**
 * w (H g) of every weight of one task's subnetwork, O,I,H,W order, g the gradient summed over the batches. H g is the
 * central difference of two gradients along g, so no second derivative is needed.
 */
export function gradientFlows(
  context: PassContext,
  net: SceneNet,
  settings: LossSettings,
  task: Task,
  batches: Iterable<ScoredBatch>,
  relativeStep = GRASP_STEP,
): { readonly layers: readonly ConvLayer[]; readonly flows: readonly Float32Array[] } {
  const own: SceneNet = { ...net, heads: net.heads.filter((head) => head.task === task) };
  if (own.heads.length === 0) throw new RangeError(`the net has no head for task ${task}`);
  const here = gradientSums(context, own, settings, batches);
  const step = relativeStep * stepLength(context, own, here);
  const ahead = movedSums(context, own, here, step, settings, batches);
  const behind = movedSums(context, own, here, -step, settings, batches);
  const convs = netConvs(own);
  const flows = convs.map((conv) => layerFlows(context, conv, ahead, behind, 2 * step));
  for (const sums of [here, ahead, behind]) sums.free();
  return { layers: convs.map(({ layer }) => layer), flows };
}

function gradientSums(
  context: PassContext,
  net: SceneNet,
  settings: LossSettings,
  batches: Iterable<ScoredBatch>,
): GradientSums {
  const sums = new GradientSums(context, net, settings, {}, false);
  for (const batch of batches) sums.addBatch(batch);
  return sums;
}

/** |w| / |g| over all convolutions, both with respect to the weights without the folded factor. */
function stepLength({ kernels }: PassContext, net: SceneNet, sums: GradientSums): number {
  let [weights, gradients] = [0, 0];
  const squares = (x: Tensor): number => {
    const half = kernels.halfSquareSum(x);
    const value = 2 * (kernels.read(half)[0] as number);
    kernels.free(half);
    return value;
  };
  for (const { layer, weight, fold = 1 } of netConvs(net)) {
    const gradient = sums.layer(layer.name);
    weights += squares(weight) / fold ** 2;
    gradients += squares(gradient) * fold ** 2;
    kernels.free(gradient);
  }
  if (!(gradients > 0)) throw new RangeError('the gradient is zero: no batch has a labelled pixel');
  return Math.sqrt(weights / gradients);
}

/** Gradients of the net moved by `step` along `direction`. */
function movedSums(
  context: PassContext,
  net: SceneNet,
  direction: GradientSums,
  step: number,
  settings: LossSettings,
  batches: Iterable<ScoredBatch>,
): GradientSums {
  const { kernels } = context;
  const made: Tensor[] = [];
  const moved = (conv: ConvParameters): ConvParameters => {
    const gradient = direction.layer(conv.layer.name);
    // Both the gradient and the weight as the forward sees it carry the folded factor once.
    const move = kernels.scale(gradient, step * (conv.fold ?? 1) ** 2);
    const weight = kernels.add(conv.weight, move);
    kernels.free(gradient, move);
    made.push(weight);
    return { ...conv, weight };
  };
  const movedNet: SceneNet = {
    backbone: { ...net.backbone, convs: net.backbone.convs.map(moved) },
    heads: net.heads.map((head) => ({
      ...head,
      parameters: {
        branches: head.parameters.branches.map(([a, b, c]) => [moved(a), moved(b), moved(c)] as const),
      },
    })),
  };
  const sums = gradientSums(context, movedNet, settings, batches);
  kernels.free(...made);
  return sums;
}

/** w (g_ahead - g_behind) / distance on the host. */
function layerFlows(
  { kernels }: PassContext,
  { layer, weight }: ConvParameters,
  ahead: GradientSums,
  behind: GradientSums,
  distance: number,
): Float32Array {
  const [a, b] = [ahead.layer(layer.name), behind.layer(layer.name)];
  const minus = kernels.scale(b, -1);
  const difference = kernels.add(a, minus);
  const product = kernels.mul(difference, weight);
  const flow = kernels.scale(product, 1 / distance);
  const host = kernels.weightToHost(flow);
  const values = kernels.read(host);
  kernels.free(a, b, minus, difference, product, flow, host);
  return values;
}
