import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeLinearBytes } from './resize-linear-bytes.js';
import { resizeLinearFloats } from './resize-linear-floats.js';
import { nearestIndices, resizeNearest } from './resize-nearest.js';
import { shrinkArea } from './shrink-area.js';

const size = fc.integer({ min: 1, max: 30 });

describe('resizeLinearBytes', () => {
  it('keeps a flat image flat to one step, its edges included', () => {
    fc.assert(
      fc.property(size, size, size, size, fc.nat(255), (height, width, toHeight, toWidth, value) => {
        const out = resizeLinearBytes(
          new Uint8Array(height * width).fill(value),
          height,
          width,
          1,
          toHeight,
          toWidth,
        );
        for (const pixel of out) expect(Math.abs(pixel - value)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the image itself at its own size and the 2x2 mean at half of it', () => {
    const image = Uint8Array.of(1, 2, 3, 4);
    expect(resizeLinearBytes(image, 2, 2, 1, 2, 2)).toEqual(image);
    expect(resizeLinearBytes(image, 2, 2, 1, 1, 1)).toEqual(Uint8Array.of(3));
  });

  it('agrees with the float path to one step', () => {
    const image = Uint8Array.from({ length: 12 * 9 * 3 }, (_, i) => (i * 89) % 256);
    const bytes = resizeLinearBytes(image, 12, 9, 3, 17, 31);
    const floats = resizeLinearFloats(new Float32Array(image), 12, 9, 3, 17, 31);
    bytes.forEach((value, i) => {
      expect(Math.abs(value - (floats[i] as number))).toBeLessThanOrEqual(1);
    });
  });
});

describe('resizeLinearFloats', () => {
  it('repeats a straight line between its ends', () => {
    const line = Float32Array.of(0, 10, 20, 30);
    expect([...resizeLinearFloats(line, 1, 4, 1, 1, 8)]).toEqual([0, 2.5, 7.5, 12.5, 17.5, 22.5, 27.5, 30]);
  });
});

describe('resizeNearest', () => {
  it('takes floor(i * source / target) and never a value that is not there', () => {
    expect([...nearestIndices(5, 3)]).toEqual([0, 1, 3]);
    expect([...nearestIndices(2, 5)]).toEqual([0, 0, 0, 1, 1]);
    fc.assert(
      fc.property(size, size, size, size, (height, width, toHeight, toWidth) => {
        const labels = Int16Array.from({ length: height * width }, (_, i) => i - 1);
        const out = resizeNearest(labels, height, width, 1, toHeight, toWidth);
        expect(out).toBeInstanceOf(Int16Array);
        expect(out).toHaveLength(toHeight * toWidth);
        expect([...out].every((value) => value >= -1 && value < height * width - 1)).toBe(true);
        expect(out[0]).toBe(-1);
      }),
    );
  });
});

describe('shrinkArea', () => {
  it('is the mean over whole and partly covered pixels', () => {
    expect([...shrinkArea(Uint8Array.of(0, 2, 4, 6), 2, 2, 1, 1, 1)]).toEqual([3]);
    const [left, right] = shrinkArea(Uint8Array.of(0, 30, 60), 1, 3, 1, 1, 2);
    expect(left).toBeCloseTo(10, 5);
    expect(right).toBeCloseTo(50, 5);
  });

  it('keeps the mean of the whole image', () => {
    fc.assert(
      fc.property(size, size, (height, width) => {
        const image = Uint8Array.from({ length: height * width }, (_, i) => (i * 61) % 256);
        const toHeight = Math.ceil(height / 2);
        const toWidth = Math.ceil(width / 3);
        const out = shrinkArea(image, height, width, 1, toHeight, toWidth);
        const mean = (values: ArrayLike<number>): number =>
          Array.from(values).reduce((a, b) => a + b, 0) / values.length;
        expect(mean(out)).toBeCloseTo(mean(image), 3);
      }),
    );
  });
});
