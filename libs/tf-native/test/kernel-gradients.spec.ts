import type { ConvGeometry, Tensor } from '@metasparse/scenenet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directional, dot, evaluate, kernels, random } from './finite-difference.js';

let before = 0;
beforeEach(() => {
  before = kernels.live();
});
afterEach(() => {
  expect(kernels.live()).toBe(before);
});

interface ConvCase extends ConvGeometry {
  readonly input: readonly [number, number, number, number];
  readonly kernel: readonly [number, number, number, number];
}

const CONVOLUTIONS: readonly ConvCase[] = [
  { input: [2, 9, 8, 4], kernel: [3, 3, 4, 5], stride: 1, padding: 1, dilation: 1 },
  { input: [2, 9, 8, 4], kernel: [3, 3, 4, 5], stride: 1, padding: 2, dilation: 2 },
  { input: [2, 9, 8, 4], kernel: [3, 3, 4, 5], stride: 1, padding: 4, dilation: 4 },
  { input: [1, 9, 8, 4], kernel: [3, 3, 4, 5], stride: 1, padding: 12, dilation: 12 },
  { input: [2, 9, 8, 4], kernel: [3, 3, 4, 5], stride: 2, padding: 1, dilation: 1 },
  { input: [2, 10, 9, 3], kernel: [7, 7, 3, 4], stride: 2, padding: 3, dilation: 1 },
  { input: [2, 9, 8, 4], kernel: [1, 1, 4, 5], stride: 1, padding: 0, dilation: 1 },
  { input: [2, 9, 8, 4], kernel: [1, 1, 4, 5], stride: 2, padding: 0, dilation: 1 },
];

describe('convolution gradients', () => {
  it.each(CONVOLUTIONS)('agree with central differences: $kernel stride $stride dilation $dilation', (c) => {
    const [x, w] = [random(1, c.input), random(2, c.kernel)];
    const forward = (data: Float32Array, weights: Float32Array): Float32Array =>
      evaluate(weights, c.kernel, (wt) => {
        const xt = kernels.upload(data, c.input);
        const y = kernels.conv2d(xt, wt, c);
        kernels.free(xt);
        return y;
      });
    const [xt, wt] = [kernels.upload(x, c.input), kernels.upload(w, c.kernel)];
    const y = kernels.conv2d(xt, wt, c);
    const dyValues = random(3, y.shape);
    const dy = kernels.upload(dyValues, y.shape);
    const dw = kernels.conv2dFilterGrad(xt, [c.kernel[0], c.kernel[1]], dy, c);
    const dx = kernels.conv2dInputGrad(c.input, wt, dy, c);
    const [dxv, dwv] = [kernels.read(dx), kernels.read(dw)];
    expect(dw.shape).toEqual([...c.kernel]);
    expect(dx.shape).toEqual([...c.input]);
    kernels.free(xt, wt, y, dy, dw, dx);
    const [xd, wd] = [random(4, c.input), random(5, c.kernel)];
    const numericX = directional((v) => forward(v, w), x, xd, dyValues, 0.5);
    const numericW = directional((v) => forward(x, v), w, wd, dyValues, 0.5);
    expect(Math.abs(dot(dxv, xd) - numericX)).toBeLessThan(1e-3 * (1 + Math.abs(numericX)));
    expect(Math.abs(dot(dwv, wd) - numericW)).toBeLessThan(1e-3 * (1 + Math.abs(numericW)));
  });

  it('give zeros for taps that never meet the map', () => {
    const shape = [1, 4, 4, 2];
    const [x, dy] = [kernels.upload(random(1, shape), shape), kernels.upload(random(2, shape), shape)];
    const dw = kernels.conv2dFilterGrad(x, [3, 3], dy, { stride: 1, padding: 24, dilation: 24 });
    const values = kernels.read(dw);
    kernels.free(x, dy, dw);
    const centre = values.slice(16, 20);
    expect(centre.every((value) => value !== 0)).toBe(true);
    expect([...values.slice(0, 16), ...values.slice(20)].every((value) => value === 0)).toBe(true);
  });
});

describe('max-pool gradient', () => {
  it('agrees with central differences away from ties', () => {
    const shape = [2, 7, 10, 3];
    const x = random(11, shape);
    const direction = random(12, shape);
    const xt = kernels.upload(x, shape);
    const y = kernels.maxPool(xt);
    const dyValues = random(13, y.shape);
    const dy = kernels.upload(dyValues, y.shape);
    const dx = kernels.maxPoolGrad(xt, y, dy);
    const analytic = dot(kernels.read(dx), direction);
    kernels.free(xt, y, dy, dx);
    const pool = (v: Float32Array): Float32Array => evaluate(v, shape, (t) => kernels.maxPool(t));
    const numeric = directional(pool, x, direction, dyValues, 2 ** -14);
    expect(Math.abs(analytic - numeric)).toBeLessThan(2e-2 * (1 + Math.abs(numeric)));
  });

  it('sends the gradient to the first of equal values', () => {
    const x = kernels.upload(new Float32Array(9).fill(2), [1, 3, 3, 1]);
    const y = kernels.maxPool(x);
    const dy = kernels.upload(Float32Array.of(1, 10, 100, 1000), [1, 2, 2, 1]);
    const dx = kernels.maxPoolGrad(x, y, dy);
    expect([...kernels.read(y)]).toEqual([2, 2, 2, 2]);
    expect([...kernels.read(dx)]).toEqual([1, 10, 0, 100, 1000, 0, 0, 0, 0]);
    kernels.free(x, y, dy, dx);
  });
});

describe('batch norm gradient', () => {
  it('agrees with central differences for x, gamma and beta', () => {
    const shape = [2, 5, 4, 3];
    const x = random(21, shape, (v) => 1 + 3 * v);
    const gamma = random(22, [3], (v) => 1 + v / 2);
    const beta = random(23, [3]);
    const dyValues = random(24, shape);
    const forward = (xv: Float32Array, gv: Float32Array, bv: Float32Array): Float32Array => {
      const [xt, gt, bt] = [kernels.upload(xv, shape), kernels.upload(gv, [3]), kernels.upload(bv, [3])];
      const { y, mean, variance, unbiasedVariance } = kernels.batchNorm(xt, gt, bt);
      const values = kernels.read(y);
      kernels.free(xt, gt, bt, y, mean, variance, unbiasedVariance);
      return values;
    };
    const [xt, gt, bt] = [kernels.upload(x, shape), kernels.upload(gamma, [3]), kernels.upload(beta, [3])];
    const dy = kernels.upload(dyValues, shape);
    const norm = kernels.batchNorm(xt, gt, bt);
    const grads = kernels.batchNormGrad(xt, gt, dy, norm.mean, norm.variance);
    const [dx, dgamma, dbeta] = [grads.dx, grads.dgamma, grads.dbeta].map((t) => kernels.read(t)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    kernels.free(xt, gt, bt, dy, norm.y, norm.mean, norm.variance, norm.unbiasedVariance);
    kernels.free(grads.dx, grads.dgamma, grads.dbeta);
    const [xd, cd] = [random(25, shape), random(26, [3])];
    const numeric = [
      directional((v) => forward(v, gamma, beta), x, xd, dyValues),
      directional((v) => forward(x, v, beta), gamma, cd, dyValues),
      directional((v) => forward(x, gamma, v), beta, cd, dyValues),
    ];
    const analytic = [dot(dx, xd), dot(dgamma, cd), dot(dbeta, cd)];
    analytic.forEach((value, i) => {
      expect(Math.abs(value - (numeric[i] as number))).toBeLessThan(2e-3 * (1 + Math.abs(value)));
    });
  });

  it('normalises with given statistics in evaluation mode', () => {
    const x = kernels.upload(Float32Array.of(1, 3, 5, 7), [1, 1, 4, 1]);
    const one = (value: number): Tensor => kernels.upload(Float32Array.of(value), [1]);
    const [gamma, beta, mean, variance] = [one(2), one(1), one(3), one(4 - 1e-5)];
    const y = kernels.batchNormInference(x, gamma, beta, mean, variance);
    [...kernels.read(y)].forEach((value, i) => {
      expect(value).toBeCloseTo([-1, 1, 3, 5][i] as number, 5);
    });
    kernels.free(x, gamma, beta, mean, variance, y);
  });
});

describe('elementwise kernels', () => {
  const shape = [2, 3, 4, 8];

  it('pass a gradient through ReLU where its output is positive', () => {
    const [z, dy] = [kernels.upload(random(31, shape), shape), kernels.upload(random(32, shape), shape)];
    const y = kernels.relu(z);
    const dz = kernels.reluGrad(dy, y);
    const [zv, dyv, dzv] = [kernels.read(z), kernels.read(dy), kernels.read(dz)];
    expect([...dzv].map((value) => value + 0)).toEqual(
      [...dyv].map((value, i) => ((zv[i] as number) > 0 ? value : 0)),
    );
    kernels.free(z, dy, y, dz);
  });

  it('add a bias to every pixel and sum its gradient over them', () => {
    const [x, bias] = [kernels.upload(random(33, shape), shape), kernels.upload(random(34, [8]), [8])];
    const y = kernels.biasAdd(x, bias);
    const positive = kernels.biasRelu(x, bias);
    const db = kernels.biasGrad(y);
    const [xv, bv, yv, dbv] = [x, bias, y, db].map((t) => kernels.read(t)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    expect([...yv]).toEqual([...xv].map((value, i) => Math.fround(value + (bv[i % 8] as number))));
    expect([...kernels.read(positive)]).toEqual([...yv].map((value) => Math.max(0, value)));
    dbv.forEach((value, c) => {
      expect(value).toBeCloseTo(
        yv.filter((_, i) => i % 8 === c).reduce((a, b) => a + b, 0),
        4,
      );
    });
    kernels.free(x, bias, y, positive, db);
  });

  it('keep the elements whose bit is set, lowest bit first, and leave them unscaled', () => {
    const x = kernels.upload(
      random(35, [2, 8], (v) => v + 2),
      [2, 8],
    );
    const y = kernels.keepWhere(x, Uint8Array.of(0b00000101, 0b10000000));
    const kept = [...kernels.read(y)].map((value, i) => (value === kernels.read(x)[i] ? 1 : value));
    expect(kept).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    kernels.free(x, y);
  });

  it('sum in accumulators in place, from nothing after a reset', () => {
    const sum = kernels.accumulator([2]);
    const x = kernels.upload(Float32Array.of(1, 2), [2]);
    const narrow = kernels.cast(x, 'bfloat16');
    expect(kernels.readAccumulator(sum)).toBeNull();
    kernels.accumulate(sum, x);
    kernels.accumulate(sum, narrow);
    const first = kernels.readAccumulator(sum) as Tensor;
    expect([...kernels.read(first)]).toEqual([2, 4]);
    kernels.reset(sum);
    kernels.accumulate(sum, x);
    const second = kernels.readAccumulator(sum) as Tensor;
    expect([...kernels.read(second)]).toEqual([1, 2]);
    kernels.free(x, narrow, first, second);
    kernels.freeAccumulator(sum);
    expect(() => {
      kernels.reset(sum);
    }).toThrow('was freed');
  });

  it('draw the same normal numbers for the same key, others for another', () => {
    const draw = (key: readonly [number, number]): Float32Array => {
      const t = kernels.normal(key, [10_000]);
      const values = kernels.read(t);
      kernels.free(t);
      return values;
    };
    const [a, again, b] = [draw([1, 2]), draw([1, 2]), draw([1, 3])];
    expect(a).toEqual(again);
    expect(a).not.toEqual(b);
    const mean = a.reduce((sum, v) => sum + v, 0) / a.length;
    const variance = a.reduce((sum, v) => sum + v * v, 0) / a.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('transpose weights to the device and back', () => {
    const values = random(36, [4, 3, 2, 5]);
    const host = kernels.upload(values, [4, 3, 2, 5]);
    const onDevice = kernels.weightToDevice(host);
    const back = kernels.weightToHost(onDevice);
    expect(onDevice.shape).toEqual([2, 5, 3, 4]);
    expect(kernels.read(back)).toEqual(values);
    kernels.free(host, onDevice, back);
  });
});

describe('shape checks', () => {
  it('name the kernel, the tensor and both shapes', () => {
    const [a, b] = [kernels.upload(new Float32Array(4), [4]), kernels.upload(new Float32Array(6), [2, 3])];
    expect(() => kernels.add(a, b)).toThrow('add: b must have shape [4], got [2, 3]');
    expect(() => kernels.conv2d(a, b, { stride: 1, padding: 0, dilation: 1 })).toThrow(
      'conv2d: x must have 4 axes, got shape [4]',
    );
    expect(() => kernels.addN([])).toThrow('at least one tensor');
    expect(() => kernels.keepWhere(a, Uint8Array.of(1))).toThrow('multiple of 8');
    kernels.free(a, b);
  });
});
