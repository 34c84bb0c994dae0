import type { Accumulator, AdamStep, Tensor } from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { kernels, random } from './finite-difference.js';

const LR = 1e-2;
const [BETA1, BETA2, EPSILON, DECAY] = [0.9, 0.999, 1e-8, 0.05];

function stepNumbers(t: number, weightDecay = DECAY): AdamStep {
  const root = Math.sqrt(1 - BETA2 ** t);
  return {
    beta1: BETA1,
    beta2: BETA2,
    rate: (LR * root) / (1 - BETA1 ** t),
    epsilon: EPSILON * root,
    weightDecay,
  };
}

function filled(values: Float32Array): Accumulator {
  const variable = kernels.accumulator([values.length]);
  const uploaded = kernels.upload(values, [values.length]);
  const copy = kernels.scale(uploaded, 1);
  kernels.accumulate(variable, copy);
  kernels.free(uploaded, copy);
  return variable;
}

function valuesOf(variable: Accumulator): Float32Array {
  const value = kernels.readAccumulator(variable) as Tensor;
  const read = kernels.read(value);
  kernels.free(value);
  return read;
}

/** PyTorch's Adam in float64: m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps), L2 added to the gradient. */
function reference(weights: Float32Array, gradients: readonly Float32Array[]): Float64Array {
  const [w, m, v] = [
    Float64Array.from(weights),
    new Float64Array(weights.length),
    new Float64Array(weights.length),
  ];
  gradients.forEach((gradient, step) => {
    gradient.forEach((value, i) => {
      const g = value + DECAY * (w[i] as number);
      m[i] = BETA1 * (m[i] as number) + (1 - BETA1) * g;
      v[i] = BETA2 * (v[i] as number) + (1 - BETA2) * g * g;
      const corrected = Math.sqrt(v[i] / (1 - BETA2 ** (step + 1))) + EPSILON;
      w[i] = (w[i] as number) - (LR * (m[i] / (1 - BETA1 ** (step + 1)))) / corrected;
    });
  });
  return w;
}

describe('adam', () => {
  it.each([1, 1e-9])('steps as PyTorch does, for gradients of size %d', (size) => {
    const before = kernels.live();
    const weights = random(1, [1003]).map((value) => value * size);
    const gradients = [2, 3, 4].map((stream) => random(stream, [1003], (value) => value * size));
    const variable = filled(weights);
    const [m, v] = [kernels.accumulator([1003]), kernels.accumulator([1003])];
    gradients.forEach((values, i) => {
      const uploaded = kernels.upload(values, [1003]);
      const gradient = kernels.scale(uploaded, 1);
      kernels.free(uploaded);
      kernels.adam(variable, m, v, gradient, stepNumbers(i + 1));
    });
    const expected = reference(weights, gradients);
    valuesOf(variable).forEach((value, i) => {
      expect(Math.abs(value - (expected[i] as number))).toBeLessThan(3e-6 * Math.max(LR, size));
    });
    for (const each of [variable, m, v]) kernels.freeAccumulator(each);
    expect(kernels.live()).toBe(before);
  });

  it('leaves a handle on the weight that is still alive as it was', () => {
    const variable = filled(Float32Array.of(1, 2));
    const [m, v] = [kernels.accumulator([2]), kernels.accumulator([2])];
    const old = kernels.readAccumulator(variable) as Tensor;
    const uploaded = kernels.upload(Float32Array.of(1, 1), [2]);
    kernels.adam(variable, m, v, kernels.scale(uploaded, 1), stepNumbers(1, 0));
    expect([...kernels.read(old)]).toEqual([1, 2]);
    expect(valuesOf(variable)[0]).toBeCloseTo(0.99, 5);
    kernels.free(uploaded, old);
    for (const each of [variable, m, v]) kernels.freeAccumulator(each);
  });

  it('takes a bfloat16 gradient', () => {
    const variable = filled(Float32Array.of(1));
    const [m, v] = [kernels.accumulator([1]), kernels.accumulator([1])];
    const uploaded = kernels.upload(Float32Array.of(0.5), [1]);
    kernels.adam(variable, m, v, kernels.cast(uploaded, 'bfloat16'), stepNumbers(1, 0));
    expect(valuesOf(m)[0]).toBeCloseTo(0.05, 6);
    kernels.free(uploaded);
    for (const each of [variable, m, v]) kernels.freeAccumulator(each);
  });
});

describe('addScaled', () => {
  it('adds in place and refuses an empty sum', () => {
    const sum = filled(Float32Array.of(1, 2));
    const x = kernels.upload(Float32Array.of(10, 20), [2]);
    kernels.addScaled(sum, x, 0.5);
    expect([...valuesOf(sum)]).toEqual([6, 12]);
    kernels.reset(sum);
    expect(() => {
      kernels.addScaled(sum, x, 1);
    }).toThrow('empty');
    kernels.free(x);
    kernels.freeAccumulator(sum);
  });
});

it('half the sum of squares', () => {
  const x = kernels.upload(Float32Array.of(1, 2, 3), [3]);
  const half = kernels.halfSquareSum(x);
  expect(kernels.read(half)[0]).toBe(7);
  kernels.free(x, half);
});
