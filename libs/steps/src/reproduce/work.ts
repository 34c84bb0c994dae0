import { netLayers, weightCount, type ConvLayer, type NetPlan } from '@metasparse/scenenet';
import { outputPixels } from '@metasparse/training';

/** Floating-point operations of convolutions, for one image: two for each product that is added. */
export interface ImageFlops {
  /** Forward, backbone and all heads. */
  readonly evaluate: number;
  /** Forward once, backward once for all tasks together. */
  readonly train: number;
  /** Forward once, backward once a task. */
  readonly score: number;
}

/** A backward pass computes two products where the forward computes one: for the input and for the weights. */
const BACKWARD = 2;

export function imageFlops(plan: NetPlan, height: number, width: number): ImageFlops {
  const pixels = outputPixels(plan, height, width);
  const forward = (layers: readonly ConvLayer[]): number =>
    layers.reduce((sum, layer) => sum + 2 * weightCount(layer) * pixels(layer.name), 0);
  const { backbone, heads } = netLayers(plan);
  const shared = forward(backbone);
  const own = heads.reduce((sum, { branches }) => sum + forward(branches.flat()), 0);
  return {
    evaluate: shared + own,
    train: (1 + BACKWARD) * (shared + own),
    score: (1 + BACKWARD * heads.length) * shared + (1 + BACKWARD) * own,
  };
}
