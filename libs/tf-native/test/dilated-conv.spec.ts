import { describe, expect, it } from 'vitest';
import { kernels } from './finite-difference.js';

const [HEIGHT, WIDTH, IN, OUT] = [9, 13, 8, 6];

function wave(shape: readonly number[], pace: number): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(pace * i + 1));
}

describe('a dilated convolution', () => {
  it.each([2, 4, 6, 8, 12, 24])(
    'gives an image alone what it gives it in a batch, dilation %d',
    (dilation) => {
      const before = kernels.live();
      const geometry = { stride: 1, padding: dilation, dilation };
      const image = wave([HEIGHT, WIDTH, IN], 0.37);
      const w = kernels.upload(wave([3, 3, IN, OUT], 0.11), [3, 3, IN, OUT]);
      const alone = kernels.upload(image, [1, HEIGHT, WIDTH, IN]);
      const batch = kernels.upload(Float32Array.of(...image, ...image), [2, HEIGHT, WIDTH, IN]);
      const [y, both] = [kernels.conv2d(alone, w, geometry), kernels.conv2d(batch, w, geometry)];
      const [actual, expected] = [kernels.read(y), kernels.read(both)];
      expect(actual).toHaveLength(HEIGHT * WIDTH * OUT);
      actual.forEach((value, i) => {
        expect(Math.abs(value - (expected[i] ?? NaN))).toBeLessThan(1e-4);
      });
      kernels.free(w, alone, batch, y, both);
      expect(kernels.live()).toBe(before);
    },
  );
});
