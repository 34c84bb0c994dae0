import type { DType, Kernels, Tensor } from '../kernels/kernels.js';

/**
 * How one pass computes: every forward in float32, the backward in `backward`. With bfloat16 what the backward needs
 * is kept in bfloat16, which halves its memory.
 */
export interface PassContext {
  readonly kernels: Kernels;
  readonly backward: DType;
}

/** A layer's output: `forward` for the layers that follow, `saved` for the backward; one tensor when both agree. */
export interface Activation {
  readonly forward: Tensor;
  readonly saved: Tensor;
}

/** Takes `x` over and keeps what the backward needs of it. */
export function activation({ kernels, backward }: PassContext, x: Tensor): Activation {
  return { forward: x, saved: x.dtype === backward ? x : kernels.cast(x, backward) };
}

/** Takes `x` over, keeps only its saved form. */
export function saved({ kernels, backward }: PassContext, x: Tensor): Tensor {
  if (x.dtype === backward) return x;
  const narrow = kernels.cast(x, backward);
  kernels.free(x);
  return narrow;
}

/** The following layers are done with the forward value. */
export function releaseForward({ kernels }: PassContext, { forward, saved }: Activation): void {
  if (forward !== saved) kernels.free(forward);
}
