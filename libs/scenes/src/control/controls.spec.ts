import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monotoneDepth, noiseMap, rotatedNormal, shuffledImages } from './controls.js';

describe('monotoneDepth', () => {
  it('keeps the order of depths and half of its range at 3 m', () => {
    const depth = Float32Array.from({ length: 100 }, (_, i) => 0.1 + i * 0.09);
    const map = monotoneDepth(depth);
    for (let i = 1; i < map.length; i++) expect(map[i]).toBeGreaterThan(map[i - 1] as number);
    expect(monotoneDepth(Float32Array.of(3))).toEqual(Uint16Array.of(32768));
  });
});

describe('rotatedNormal', () => {
  const bytes = (x: number, forward: number, up: number): Uint8Array =>
    Uint8Array.of(...[x, forward, up].map((c) => Math.floor(127.5 * (c + 1) + 0.5)));

  it('turns up to forward and backward to up', () => {
    expect(rotatedNormal(bytes(0, 0, 1))[1]).toBe(255);
    expect(rotatedNormal(bytes(0, -1, 0))[2]).toBe(255);
    expect(rotatedNormal(bytes(1, 0, 0))[0]).toBe(255);
  });

  it('is the identity after four times', () => {
    const normal = Uint8Array.of(10, 200, 30, 128, 127, 255, 0, 90, 77);
    expect(rotatedNormal(rotatedNormal(rotatedNormal(rotatedNormal(normal))))).toEqual(normal);
  });
});

describe('shuffledImages', () => {
  it('gives each image the labels of another one, each once', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 300 }), (seed, count) => {
        const other = shuffledImages(seed, count);
        expect(new Set(other).size).toBe(count);
        other.forEach((from, image) => expect(from).not.toBe(image));
      }),
    );
  });

  it('refuses a single image', () => {
    expect(() => shuffledImages(1, 1)).toThrow(/1 images asked/);
  });
});

describe('noiseMap', () => {
  it('is even over all bytes, repeatable, and another one for each image', () => {
    const map = noiseMap(1, 2, 200_000);
    const counts = new Array<number>(256).fill(0);
    for (const value of map) counts[value] = (counts[value] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 781)).toBeLessThan(170);
    expect(noiseMap(1, 2, 200_000)).toEqual(map);
    expect(noiseMap(1, 3, 200_000)).not.toEqual(map);
  });
});
