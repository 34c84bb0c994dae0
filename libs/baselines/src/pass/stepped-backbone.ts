import type { BackboneParameters, Kernels, PassContext, Tensor } from '@metasparse/scenenet';

/** Gradients of one loss with respect to everything in the backbone, on the device. */
export interface BackboneGradients {
  /** By layer. */
  readonly weights: (Tensor | undefined)[];
  readonly norms: ({ readonly gamma: Tensor; readonly beta: Tensor } | undefined)[];
}

/**
 * The backbone after one step of gradient descent, w - rate dL/dw, without momentum or decay, convolutions and batch norms alike. Its tensors are
 * new ones; free them with `freeBackbone`.
 */
export function steppedBackbone(
  { kernels }: PassContext,
  { convs, norms }: BackboneParameters,
  gradients: BackboneGradients,
  rate: number,
): BackboneParameters {
  return {
    convs: convs.map((conv, layer) => ({
      ...conv,
      weight: stepped(kernels, conv.weight, gradients.weights[layer], rate),
    })),
    norms: norms.map(({ gamma, beta }, layer) => ({
      gamma: stepped(kernels, gamma, gradients.norms[layer]?.gamma, rate),
      beta: stepped(kernels, beta, gradients.norms[layer]?.beta, rate),
    })),
  };
}

export function freeBackbone({ kernels }: PassContext, { convs, norms }: BackboneParameters): void {
  for (const { weight } of convs) kernels.free(weight);
  for (const { gamma, beta } of norms) kernels.free(gamma, beta);
}

export function freeGradients({ kernels }: PassContext, { weights, norms }: BackboneGradients): void {
  for (const weight of weights) if (weight !== undefined) kernels.free(weight);
  for (const norm of norms) if (norm !== undefined) kernels.free(norm.gamma, norm.beta);
}

function stepped(kernels: Kernels, parameter: Tensor, gradient: Tensor | undefined, rate: number): Tensor {
  if (gradient === undefined) throw new RangeError('a parameter of the backbone has no gradient');
  const wide = gradient.dtype === 'float32' ? gradient : kernels.cast(gradient, 'float32');
  const move = kernels.scale(wide, -rate);
  const moved = kernels.add(parameter, move);
  kernels.free(move, ...(wide === gradient ? [] : [wide]));
  return moved;
}
