import { describe, expect, it } from 'vitest';
import { edgeMap } from './edges.js';
import { blurred, grey } from './grey.js';
import { keypointMap } from './keypoints.js';

const SIZE = 24;

function picture(value: (y: number, x: number) => number): Float32Array {
  return Float32Array.from({ length: SIZE * SIZE }, (_, p) => value(Math.floor(p / SIZE), p % SIZE));
}

describe('edgeMap', () => {
  it('is the length of the gradient, per pixel, of a slope in any direction', () => {
    const slope = picture((y, x) => 0.01 * x + 0.02 * y);
    const expected = Math.round((255 * Math.sqrt(0.0005)) / 0.08);
    const map = edgeMap(slope, SIZE, SIZE);
    for (let y = 1; y < SIZE - 1; y++)
      for (let x = 1; x < SIZE - 1; x++) expect(map[y * SIZE + x]).toBe(expected);
  });

  it('is zero on a plain picture and full along a step, on both sides', () => {
    expect(
      Math.max(
        ...edgeMap(
          picture(() => 0.4),
          SIZE,
          SIZE,
        ),
      ),
    ).toBe(0);
    const map = edgeMap(
      picture((_, x) => (x < 12 ? 0 : 1)),
      SIZE,
      SIZE,
    );
    expect([map[5 * SIZE + 11], map[5 * SIZE + 12], map[5 * SIZE + 9]]).toEqual([255, 255, 0]);
  });
});

describe('keypointMap', () => {
  it('answers to a blob, not to a plain picture, a slope or a straight edge', () => {
    const blob = keypointMap(
      picture((y, x) => (Math.abs(y - 12) < 2 && Math.abs(x - 12) < 2 ? 1 : 0)),
      SIZE,
      SIZE,
    );
    expect(blob[12 * SIZE + 12]).toBe(255);
    for (const dull of [
      () => 0.5,
      (y: number, x: number) => 0.02 * x + 0.01 * y,
      (_: number, x: number) => (x < 12 ? 0 : 1),
    ])
      expect(Math.max(...keypointMap(picture(dull), SIZE, SIZE).slice(10 * SIZE, 14 * SIZE))).toBe(0);
  });

  it('equals the determinant of box-filtered second differences', () => {
    const image = picture((y, x) => 0.5 + 0.3 * Math.sin(y * 0.7) * Math.cos(x * 0.9));
    const at = (y: number, x: number): number => image[y * SIZE + x] as number;
    const sumOf = (y: number, x: number, h: number, w: number): number => {
      let total = 0;
      for (let i = y; i < y + h; i++) for (let j = x; j < x + w; j++) total += at(i, j);
      return total;
    };
    const map = keypointMap(image, SIZE, SIZE);
    for (let y = 6; y < SIZE - 6; y++)
      for (let x = 6; x < SIZE - 6; x++) {
        const dyy = sumOf(y - 4, x - 2, 3, 5) - 2 * sumOf(y - 1, x - 2, 3, 5) + sumOf(y + 2, x - 2, 3, 5);
        const dxx = sumOf(y - 2, x - 4, 5, 3) - 2 * sumOf(y - 2, x - 1, 5, 3) + sumOf(y - 2, x + 2, 5, 3);
        const dxy =
          sumOf(y - 3, x - 3, 3, 3) +
          sumOf(y + 1, x + 1, 3, 3) -
          sumOf(y - 3, x + 1, 3, 3) -
          sumOf(y + 1, x - 3, 3, 3);
        const response = (dxx * dyy - (0.9 * dxy) ** 2) / 81 ** 2;
        const expected = 255 * Math.min(Math.max(response / 0.001, 0), 1);
        expect(Math.abs((map[y * SIZE + x] as number) - expected)).toBeLessThan(0.51);
      }
  });
});

describe('grey and blurred', () => {
  it('weigh the colours as OpenCV does and keep a plain picture', () => {
    expect(grey(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255))).toEqual(
      Float32Array.of(0.299, 0.587, 0.114, 1),
    );
    const plain = picture(() => 0.25);
    expect(blurred(plain, SIZE, SIZE)).toEqual(plain);
  });
});
