import { expect, it } from 'vitest';
import { sampledPixels, sampleKey } from './sampled-pixels.js';

const PIXELS = Int32Array.from({ length: 10 }, (_, i) => 3 * i);

it('draws pixels without replacement, the same from the same key', () => {
  const drawn = sampledPixels(PIXELS, 6, sampleKey(1, 2));
  expect(new Set(drawn).size).toBe(6);
  for (const pixel of drawn) expect(PIXELS).toContain(pixel);
  expect(sampledPixels(PIXELS, 6, sampleKey(1, 2))).toEqual(drawn);
  expect(sampledPixels(PIXELS, 6, sampleKey(1, 3))).not.toEqual(drawn);
  expect([...sampledPixels(PIXELS, 99, 5)].sort((a, b) => a - b)).toEqual([...PIXELS]);
});

it('draws each pixel alike', () => {
  const counts = new Map<number, number>();
  for (let batch = 0; batch < 2000; batch++)
    for (const pixel of sampledPixels(PIXELS, 3, sampleKey(0, batch)))
      counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  // Five standard deviations of a binomial of 2000 and 0.3.
  for (const pixel of PIXELS)
    expect(Math.abs((counts.get(pixel) ?? 0) - 600)).toBeLessThan(5 * Math.sqrt(2000 * 0.3 * 0.7));
});
