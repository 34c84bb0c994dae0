import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamKey, symmetric } from '../random/counter-hash.js';
import { absoluteError } from './absolute-error.js';
import { cosineDistance } from './cosine-distance.js';
import { crossEntropy } from './cross-entropy.js';
import type { LossResult } from './loss.js';
import { nearestIndex } from './nearest.js';

const PIXELS = 12;

function random(stream: number, length: number, map: (v: number) => number = (v) => v): Float32Array {
  const key = streamKey(stream);
  return Float32Array.from({ length }, (_, e) => map(symmetric(key, e)));
}

/** Largest difference between the gradient and central differences of the loss, element by element. */
function gradientError(loss: (prediction: Float32Array) => LossResult, prediction: Float32Array): number {
  const { gradient } = loss(prediction);
  const step = 2 ** -8;
  return Math.max(
    ...gradient.map((value, i) => {
      const moved = (sign: number): number =>
        loss(prediction.map((p, k) => (k === i ? p + sign * step : p))).loss;
      return Math.abs((moved(1) - moved(-1)) / (2 * step) - value);
    }),
  );
}

describe('cross entropy', () => {
  const labels = random(1, PIXELS, (v) => Math.floor((v + 1) * 2.5)).map((v, i) => (i % 4 === 0 ? 255 : v));

  it.each([
    ['unweighted', null],
    ['weighted by class', random(2, 5, (v) => v + 1.5)],
  ])('has the gradient of its value, %s', (_, weights) => {
    const loss = (p: Float32Array): LossResult => crossEntropy(p, labels, 5, 255, weights);
    expect(
      gradientError(
        loss,
        random(3, PIXELS * 5, (v) => 3 * v),
      ),
    ).toBeLessThan(1e-4);
  });

  it('is ln(classes) for equal scores, and sums its gradient to zero', () => {
    const { loss, gradient, pixels } = crossEntropy(new Float32Array(PIXELS * 5), labels, 5, 255, null);
    expect(loss).toBeCloseTo(Math.log(5), 12);
    expect(pixels).toBe(9);
    expect(gradient.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
  });

  it('survives scores that overflow exp', () => {
    expect(crossEntropy(Float32Array.of(1e4, -1e4), Float32Array.of(0), 2, 255, null).loss).toBe(0);
  });

  it('is not a number, with no gradient, when every pixel is ignored', () => {
    const { loss, gradient, pixels } = crossEntropy(random(4, 10), Float32Array.of(255, 255), 5, 255, null);
    expect([loss, pixels]).toEqual([NaN, 0]);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });

  it.each([5, -1, 1.5, NaN])('refuses label %s of 5 classes', (label) => {
    expect(() => crossEntropy(new Float32Array(5), Float32Array.of(label), 5, 255, null)).toThrow(
      `segmentation label ${label} is outside 0..4`,
    );
  });
});

describe('cosine distance', () => {
  const labels = random(5, PIXELS * 3).map((v, i) => (i < 6 ? 255 : v));

  it('has the gradient of its value and leaves out pixels without a normal', () => {
    const loss = (p: Float32Array): LossResult => cosineDistance(p, labels);
    expect(
      gradientError(
        loss,
        random(6, PIXELS * 3, (v) => v + Math.sign(v)),
      ),
    ).toBeLessThan(1e-4);
    expect(loss(random(6, PIXELS * 3)).pixels).toBe(PIXELS - 2);
  });

  it('does not depend on the length of the prediction', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (factor) => {
        const p = random(7, PIXELS * 3);
        const scaled = p.map((v) => v * factor);
        expect(cosineDistance(scaled, labels).loss).toBeCloseTo(cosineDistance(p, labels).loss, 5);
      }),
    );
  });

  it('counts a zero vector as cosine 0 without a gradient', () => {
    const { loss, gradient } = cosineDistance(new Float32Array(3), Float32Array.of(0, 0, 1));
    expect(loss).toBe(1);
    expect([...gradient].map((value) => value + 0)).toEqual([0, 0, 0]);
  });
});

describe('absolute error', () => {
  it('has the gradient of its value, zero at equality and where nothing counts', () => {
    const labels = random(8, PIXELS);
    const loss = (p: Float32Array): LossResult => absoluteError(p, labels, (_, pixel) => pixel % 3 !== 0);
    expect(
      gradientError(
        loss,
        random(9, PIXELS, (v) => v + 3),
      ),
    ).toBeLessThan(1e-4);
    expect([...absoluteError(Float32Array.of(1, 2), Float32Array.of(1, 0), () => true).gradient]).toEqual([
      0, 0.5,
    ]);
    expect(absoluteError(labels, labels, () => false)).toMatchObject({ loss: NaN, pixels: 0 });
  });
});

describe('nearest index', () => {
  it('stays in range, never decreases, and is the identity at equal sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }), (from, to) => {
        const index = nearestIndex(from, to);
        expect(index).toHaveLength(to);
        index.forEach((value, i) => {
          expect(value).toBeLessThan(from);
          expect(value).toBeGreaterThanOrEqual(i === 0 ? 0 : (index[i - 1] as number));
        });
        if (from === to) expect([...index]).toEqual(Array.from({ length: to }, (_, i) => i));
      }),
    );
  });
});
