import type {
  Accumulator,
  AdamStep,
  BatchNormGrads,
  BatchNormResult,
  ConvGeometry,
  DType,
  Kernels,
  Tensor,
} from '@metasparse/scenenet';
import type { Executor } from './executor.js';
import {
  accumulate,
  createAccumulator,
  freeAccumulator,
  readAccumulator,
  type VariableAccumulator,
} from './kernels/accumulator.js';
import { adam, addScaled } from './kernels/adam.js';
import { batchNorm, batchNormGrad, batchNormInference } from './kernels/batch-norm.js';
import { biasAdd, biasGrad } from './kernels/bias.js';
import { cast } from './kernels/cast.js';
import { conv2d, conv2dFilterGrad, conv2dInputGrad } from './kernels/conv2d.js';
import { abs, add, addN, mul, scale } from './kernels/elementwise.js';
import { halfSquareSum } from './kernels/half-square-sum.js';
import { keepWhere } from './kernels/keep-where.js';
import { maxPool, maxPoolGrad } from './kernels/max-pool.js';
import { normal } from './kernels/normal.js';
import { relu, reluGrad } from './kernels/relu.js';
import { weightToDevice, weightToHost } from './kernels/transpose.js';
import { zeros } from './kernels/zeros.js';
import { typeAttr } from './attributes.js';

/** The network's kernels on TensorFlow's own, one call an operation. */
export class TfKernels implements Kernels {
  readonly #executor: Executor;
  readonly #accumulators = new Set<VariableAccumulator>();

  constructor(executor: Executor) {
    this.#executor = executor;
  }

  upload(data: Float32Array, shape: readonly number[]): Tensor {
    return this.#executor.upload(data, shape);
  }
  read(x: Tensor): Float32Array {
    if (x.dtype === 'float32') return this.#executor.read(x);
    const wide = this.cast(x, 'float32');
    const data = this.#executor.read(wide);
    this.free(wide);
    return data;
  }
  free(...tensors: readonly Tensor[]): void {
    this.#executor.free(tensors);
  }
  live(): number {
    return this.#executor.live;
  }
  share(x: Tensor): Tensor {
    return this.#executor.run('Identity', [typeAttr('T', x.dtype)], [x]);
  }
  cast(x: Tensor, dtype: DType): Tensor {
    return cast(this.#executor, x, dtype);
  }
  weightToDevice(x: Tensor): Tensor {
    return weightToDevice(this.#executor, x);
  }
  weightToHost(x: Tensor): Tensor {
    return weightToHost(this.#executor, x);
  }
  scale(x: Tensor, factor: number): Tensor {
    return scale(this.#executor, x, factor);
  }
  abs(x: Tensor): Tensor {
    return abs(this.#executor, x);
  }
  mul(a: Tensor, b: Tensor): Tensor {
    return mul(this.#executor, a, b);
  }
  add(a: Tensor, b: Tensor): Tensor {
    return add(this.#executor, a, b);
  }
  addN(tensors: readonly Tensor[]): Tensor {
    return addN(this.#executor, tensors);
  }
  zeros(shape: readonly number[]): Tensor {
    return zeros(this.#executor, shape);
  }
  halfSquareSum(x: Tensor): Tensor {
    return halfSquareSum(this.#executor, x);
  }
  conv2d(x: Tensor, w: Tensor, geometry: ConvGeometry): Tensor {
    return conv2d(this.#executor, x, w, geometry);
  }
  conv2dFilterGrad(x: Tensor, kernel: readonly [number, number], dy: Tensor, geometry: ConvGeometry): Tensor {
    return conv2dFilterGrad(this.#executor, x, kernel, dy, geometry);
  }
  conv2dInputGrad(inputShape: readonly number[], w: Tensor, dy: Tensor, geometry: ConvGeometry): Tensor {
    return conv2dInputGrad(this.#executor, inputShape, w, dy, geometry);
  }
  biasAdd(x: Tensor, bias: Tensor): Tensor {
    return biasAdd(this.#executor, x, bias);
  }
  biasGrad(dy: Tensor): Tensor {
    return biasGrad(this.#executor, dy);
  }
  relu(x: Tensor): Tensor {
    return relu(this.#executor, x);
  }
  reluGrad(dy: Tensor, y: Tensor): Tensor {
    return reluGrad(this.#executor, dy, y);
  }
  biasRelu(x: Tensor, bias: Tensor): Tensor {
    const sum = biasAdd(this.#executor, x, bias);
    const y = relu(this.#executor, sum);
    this.free(sum);
    return y;
  }
  maxPool(x: Tensor): Tensor {
    return maxPool(this.#executor, x);
  }
  maxPoolGrad(x: Tensor, y: Tensor, dy: Tensor): Tensor {
    return maxPoolGrad(this.#executor, x, y, dy);
  }
  batchNorm(x: Tensor, gamma: Tensor, beta: Tensor): BatchNormResult {
    return batchNorm(this.#executor, x, gamma, beta);
  }
  batchNormGrad(x: Tensor, gamma: Tensor, dy: Tensor, mean: Tensor, variance: Tensor): BatchNormGrads {
    return batchNormGrad(this.#executor, x, gamma, dy, mean, variance);
  }
  batchNormInference(x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor): Tensor {
    return batchNormInference(this.#executor, x, gamma, beta, mean, variance);
  }
  keepWhere(x: Tensor, bits: Uint8Array): Tensor {
    return keepWhere(this.#executor, x, bits);
  }
  normal(key: readonly [number, number], shape: readonly number[]): Tensor {
    return normal(this.#executor, key, shape);
  }
  accumulator(shape: readonly number[], reserve = true): Accumulator {
    const made = createAccumulator(this.#executor, shape, reserve);
    this.#accumulators.add(made);
    return made;
  }
  accumulate(into: Accumulator, x: Tensor): void {
    accumulate(this.#executor, this.#own(into), x);
  }
  readAccumulator(from: Accumulator): Tensor | null {
    return readAccumulator(this.#executor, this.#own(from));
  }
  addScaled(into: Accumulator, x: Tensor, factor: number): void {
    addScaled(this.#executor, this.#own(into), x, factor);
  }
  adam(
    weight: Accumulator,
    firstMoment: Accumulator,
    secondMoment: Accumulator,
    gradient: Tensor,
    step: AdamStep,
  ): void {
    const [w, m, v] = [this.#own(weight), this.#own(firstMoment), this.#own(secondMoment)];
    adam(this.#executor, w, m, v, gradient, step);
  }
  reset(accumulator: Accumulator): void {
    this.#own(accumulator).empty = true;
  }
  freeAccumulator(accumulator: Accumulator): void {
    const own = this.#own(accumulator);
    freeAccumulator(this.#executor, own);
    this.#accumulators.delete(own);
  }

  #own(accumulator: Accumulator): VariableAccumulator {
    const own = accumulator as VariableAccumulator;
    if (!this.#accumulators.has(own))
      throw new RangeError('the accumulator was freed or belongs to another device');
    return own;
  }
}
