export type DType = 'float32' | 'bfloat16' | 'int32';

/** A tensor on the device: an opaque handle. Whoever receives one from a kernel frees it. */
export interface Tensor {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** A mutable float32 sum on the device. */
export interface Accumulator {
  readonly shape: readonly number[];
}

/** Symmetric padding, in the convention of PyTorch: out = floor((n + 2 padding - dilation (k - 1) - 1) / stride) + 1. */
export interface ConvGeometry {
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

export interface BatchNormResult {
  readonly y: Tensor;
  /** Batch mean, [channel]. */
  readonly mean: Tensor;
  /** Biased batch variance in the form the gradient kernel wants, [channel]. */
  readonly variance: Tensor;
  /** Unbiased batch variance for the running average, [channel]. */
  readonly unbiasedVariance: Tensor;
}

export interface BatchNormGrads {
  readonly dx: Tensor;
  readonly dgamma: Tensor;
  readonly dbeta: Tensor;
}

/** One step of Adam, its bias corrections folded in: w -= rate * m / (sqrt(v) + epsilon). */
export interface AdamStep {
  readonly beta1: number;
  readonly beta2: number;
  /** lr * sqrt(1 - beta2^t) / (1 - beta1^t), t = 1 at the first step. */
  readonly rate: number;
  /** eps * sqrt(1 - beta2^t): with it the step equals PyTorch's, whose eps is added to the corrected root. */
  readonly epsilon: number;
  /** L2: weightDecay * w is added to the gradient before the moments see it. */
  readonly weightDecay: number;
}

/**
 * Everything the network asks of a device. Activations are [batch, height, width, channel], convolution weights
 * [height, width, in, out]. Every kernel checks the shapes it is given (RangeError names them), leaves its inputs
 * alone and returns new tensors that the caller frees; gradients take and return the data type of `dy`.
 */
export interface Kernels {
  /** A float32 tensor of `data`, which the caller must not change afterwards: a CPU device reads it in place. */
  upload(data: Float32Array, shape: readonly number[]): Tensor;
  /** Copies a tensor to the host as float32, row-major. */
  read(x: Tensor): Float32Array;
  free(...tensors: readonly Tensor[]): void;
  /** Tensors and accumulators that are alive: what a leak test watches. */
  live(): number;

  /** A second handle on the same values. */
  share(x: Tensor): Tensor;
  cast(x: Tensor, dtype: DType): Tensor;
  /** O,I,H,W to H,W,I,O. */
  weightToDevice(x: Tensor): Tensor;
  /** H,W,I,O to O,I,H,W. */
  weightToHost(x: Tensor): Tensor;
  scale(x: Tensor, factor: number): Tensor;
  abs(x: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  /** Sum of any number of tensors of one shape. */
  addN(tensors: readonly Tensor[]): Tensor;

  zeros(shape: readonly number[]): Tensor;
  /** sum(x^2) / 2 of all elements, a scalar []. */
  halfSquareSum(x: Tensor): Tensor;

  conv2d(x: Tensor, w: Tensor, geometry: ConvGeometry): Tensor;
  /** dL/dw, [height, width, in, out]; `kernel` = [height, width]. */
  conv2dFilterGrad(x: Tensor, kernel: readonly [number, number], dy: Tensor, geometry: ConvGeometry): Tensor;
  /** dL/dx of the shape `inputShape`; `w` is rounded to the type of `dy` where it is wider. */
  conv2dInputGrad(inputShape: readonly number[], w: Tensor, dy: Tensor, geometry: ConvGeometry): Tensor;

  biasAdd(x: Tensor, bias: Tensor): Tensor;
  /** dL/dbias: sum over all but the last axis. */
  biasGrad(dy: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  /** dy where y > 0, else 0. */
  reluGrad(dy: Tensor, y: Tensor): Tensor;
  /** relu(x + bias) */
  biasRelu(x: Tensor, bias: Tensor): Tensor;

  /** 3 x 3, stride 2, padding 1 (minus infinity), ceil mode as PyTorch counts it; the first of equal values wins. */
  maxPool(x: Tensor): Tensor;
  maxPoolGrad(x: Tensor, y: Tensor, dy: Tensor): Tensor;

  /** Batch statistics over all but the channel axis, biased variance, eps 1e-5. */
  batchNorm(x: Tensor, gamma: Tensor, beta: Tensor): BatchNormResult;
  batchNormGrad(x: Tensor, gamma: Tensor, dy: Tensor, mean: Tensor, variance: Tensor): BatchNormGrads;
  /** Normalises with given statistics (evaluation mode). */
  batchNormInference(x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor): Tensor;

  /**
   * Zeroes the elements whose bit is 0; kept ones are not scaled. One bit an element in row-major order, the lowest
   * bit of each byte first; `bits` holds at least as many bits as `x` has elements, which must be a multiple of 8.
   */
  keepWhere(x: Tensor, bits: Uint8Array): Tensor;

  /** Standard normal numbers from the counter-based generator Philox: the same for the same key and shape. */
  normal(key: readonly [number, number], shape: readonly number[]): Tensor;

  /** An empty sum. Its memory is taken at once, or, with `reserve` false, when something is added first. */
  accumulator(shape: readonly number[], reserve?: boolean): Accumulator;
  /** Adds in float32, in the order of the calls. */
  accumulate(into: Accumulator, x: Tensor): void;
  /** The sum so far; null if nothing was added since `reset`. */
  readAccumulator(from: Accumulator): Tensor | null;
  /** into += factor * x in place; RangeError while `into` is empty. */
  addScaled(into: Accumulator, x: Tensor, factor: number): void;
  /**
   * One step of Adam in place on a weight and its moments (empty ones count as zeros). Takes the gradient over: it is
   * changed in place, so nobody else may hold it. A handle on the weight that is still alive costs a copy.
   */
  adam(
    weight: Accumulator,
    firstMoment: Accumulator,
    secondMoment: Accumulator,
    gradient: Tensor,
    step: AdamStep,
  ): void;
  reset(accumulator: Accumulator): void;
  freeAccumulator(accumulator: Accumulator): void;
}
