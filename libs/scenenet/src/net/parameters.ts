import type { Kernels, Tensor } from '../kernels/kernels.js';
import type { ConvLayer } from './layers.js';

/** Device weights of one convolution. */
export interface ConvParameters {
  readonly layer: ConvLayer;
  /** [height, width, in, out], float32. */
  readonly weight: Tensor;
  readonly bias: Tensor | null;
  /** Factor that is folded into the weight (dropout's 1/(1 - p)); 1 if absent. */
  readonly fold?: number;
}

/** Affine parameters of the batch norm that follows a backbone convolution. */
export interface NormParameters {
  readonly gamma: Tensor;
  readonly beta: Tensor;
}

export interface BackboneParameters {
  /** In layer order, 36 each. */
  readonly convs: readonly ConvParameters[];
  readonly norms: readonly NormParameters[];
}

/** Four branches of three convolutions. */
export interface HeadParameters {
  readonly branches: readonly (readonly [ConvParameters, ConvParameters, ConvParameters])[];
}

export function convsOf(head: HeadParameters): ConvParameters[] {
  return head.branches.flat();
}

export function freeConvs(kernels: Kernels, convs: readonly ConvParameters[]): void {
  for (const { weight, bias } of convs) {
    kernels.free(weight);
    if (bias !== null) kernels.free(bias);
  }
}

export function freeNorms(kernels: Kernels, norms: readonly NormParameters[]): void {
  for (const { gamma, beta } of norms) kernels.free(gamma, beta);
}

/** Where a backward pass delivers gradients. Each receiver takes the tensor over and frees it. */
export interface GradientSink {
  /** dL/dw of a convolution, [height, width, in, out], in the type of the backward. */
  weight(conv: ConvParameters, dw: Tensor): void;
  /** Absent when nobody asks, and then not computed. */
  bias?(conv: ConvParameters, db: Tensor): void;
  /** dL/dgamma, dL/dbeta of the norm behind backbone layer `index`. */
  norm?(index: number, dgamma: Tensor, dbeta: Tensor): void;
}
