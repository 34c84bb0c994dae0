import { InvalidArgumentError } from '@metasparse/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augment, checkCrop, wholeSample } from './augment.js';
import { drawsFor } from './draws.js';
import { MEAN_BGR } from './mean.js';
import type { RawSample } from './raw-sample.js';

const MEAN = Float32Array.from(MEAN_BGR);
const IDENTITY = { scale: 1, flip: false, startRow: 0, startColumn: 0 };
const MIRROR = { ...IDENTITY, flip: true };

/** Two pixels side by side. */
function nyuv2(normals: readonly number[]): RawSample {
  return {
    id: 'a',
    height: 1,
    width: 2,
    image: Uint8Array.of(1, 2, 3, 4, 5, 6),
    labels: {
      seg: { channels: 1, data: Uint8Array.of(7, 8) },
      normal: { channels: 3, data: Uint8Array.from(normals) },
      depth: { channels: 1, data: Float32Array.of(1.5, 2.5) },
    },
  };
}

function taskonomy(edge: readonly number[], normals: readonly number[]): RawSample {
  return {
    id: 'a',
    height: 1,
    width: 2,
    image: new Float32Array(6),
    labels: {
      normal: { channels: 3, data: Float32Array.from(normals) },
      depth: { channels: 1, data: Float32Array.of(0.5, 1) },
      depth_mask: { channels: 1, data: Float32Array.of(1, 0) },
      edge: { channels: 1, data: Float32Array.from(edge) },
    },
  };
}

const raw = nyuv2([0, 51, 255, 255, 255, 255]);

describe('augment', () => {
  it('pads centred with minus the mean and each label’s own mark', () => {
    const { image, labels } = augment(raw, IDENTITY, { dataset: 'nyuv2', crop: 4 }, 'reference');
    expect(labels.seg).toEqual(
      Float32Array.of(255, 255, 255, 255, 255, 7, 8, 255, ...new Array<number>(8).fill(255)),
    );
    expect(labels.depth?.slice(4, 8)).toEqual(Float32Array.of(0, 1.5, 2.5, 0));
    expect(image.slice(0, 3)).toEqual(MEAN.map((m) => -m));
    expect(image.slice(15, 18)).toEqual(Float32Array.of(1 - 0, 2, 3).map((v, c) => v - (MEAN[c] as number)));
  });

  it('pads every Taskonomy label, depth_mask too, with 255', () => {
    const sample = augment(
      taskonomy([0, 0], [0, 0, 1, 0, 0, 1]),
      IDENTITY,
      { dataset: 'taskonomy', crop: 4 },
      'correct',
    );
    expect(sample.labels.depth_mask?.slice(3, 8)).toEqual(Float32Array.of(255, 255, 1, 0, 255));
    expect(sample.labels.normal?.slice(0, 3)).toEqual(Float32Array.of(255, 255, 255));
  });

  it('does not divide depth by the scale', () => {
    const { labels } = augment(raw, { ...IDENTITY, scale: 2 }, { dataset: 'nyuv2', crop: 2 }, 'correct');
    expect(labels.depth).toEqual(Float32Array.of(1.5, 1.5, 1.5, 1.5));
  });

  it('leaves out labels the sample lacks', () => {
    const bare = { ...raw, labels: {} };
    expect(augment(bare, IDENTITY, { dataset: 'nyuv2', crop: 2 }, 'correct').labels).toEqual({});
    expect(wholeSample(bare, 'nyuv2', 'correct').labels).toEqual({});
  });

  it('keeps NYUv2 normals as bytes in reference mode and decodes them in correct mode (quirk 9)', () => {
    const config = { dataset: 'nyuv2', crop: 2 } as const;
    const published = augment(raw, IDENTITY, config, 'reference').labels.normal;
    expect(published?.slice(0, 6)).toEqual(Float32Array.of(0, 51, 255, 255, 255, 255));
    const correct = augment(raw, IDENTITY, config, 'correct').labels.normal;
    expect(correct?.slice(0, 6)).toEqual(Float32Array.of(-1, 51 / 127.5 - 1, 1, 255, 255, 255));
    expect(wholeSample(raw, 'nyuv2', 'correct').labels.normal).toEqual(correct?.slice(0, 6));
  });

  it('turns x of mirrored NYUv2 normals in correct mode only (quirk 10)', () => {
    const sideways = nyuv2([0, 51, 204, 255, 255, 255]);
    const config = { dataset: 'nyuv2', crop: 2 } as const;
    const published = augment(sideways, MIRROR, config, 'reference').labels.normal;
    expect(published?.slice(0, 6)).toEqual(Float32Array.of(255, 255, 255, 0, 51, 204));
    const correct = augment(sideways, MIRROR, config, 'correct').labels.normal;
    expect(correct?.slice(0, 6)).toEqual(
      Float32Array.of(255, 255, 255, -1, 51 / 127.5 - 1, -(204 / 127.5 - 1)),
    );
  });

  it('turns x, channel 0, of mirrored Taskonomy normals in both modes', () => {
    const sample = taskonomy([0, 0], [0.5, 0, 0.25, -0.25, 0, 0.5]);
    for (const compat of ['reference', 'correct'] as const) {
      const { labels } = augment(sample, MIRROR, { dataset: 'taskonomy', crop: 2 }, compat);
      expect(labels.normal?.slice(0, 6)).toEqual(Float32Array.of(0.25, 0, 0.5, -0.5, 0, 0.25));
    }
  });

  it('rounds augmented Taskonomy labels through 255 in reference mode only (quirk 16)', () => {
    const sample = taskonomy([0.1, -0.3], [0, 0, 1, 0, 0, 1]);
    const edgeOf = (compat: 'reference' | 'correct'): number[] => [
      ...(augment(sample, IDENTITY, { dataset: 'taskonomy', crop: 2 }, compat).labels.edge ?? []),
    ];
    const rounded = [0.1, -0.3].map((v) => Math.fround(Math.fround(v) - 255) + 255);
    expect(edgeOf('reference').slice(0, 2)).toEqual(rounded);
    expect(edgeOf('correct').slice(0, 2)).toEqual([0.1, -0.3].map(Math.fround));
    expect(wholeSample(sample, 'taskonomy', 'reference').labels.edge).toEqual(Float32Array.of(0.1, -0.3));
  });

  it('never reads or writes outside, whatever the size, crop and draws', () => {
    const sizes = fc.record({
      height: fc.integer({ min: 1, max: 40 }),
      width: fc.integer({ min: 1, max: 40 }),
      crop: fc.integer({ min: 1, max: 40 }),
      seed: fc.integer(),
      index: fc.nat(),
    });
    fc.assert(
      fc.property(sizes, ({ height, width, crop, seed, index }) => {
        const seg = new Uint8Array(height * width).fill(3);
        const image = new Uint8Array(height * width * 3).fill(100);
        const sample: RawSample = {
          id: 'a',
          height,
          width,
          image,
          labels: { seg: { channels: 1, data: seg } },
        };
        const before = { ...drawsFor(seed, 0, index, { height, width, crop }) };
        const { labels, image: out } = augment(sample, before, { dataset: 'nyuv2', crop }, 'correct');
        labels.seg?.forEach((value, i) => {
          expect([3, 255]).toContain(value);
          const pixel = (out[3 * i] as number) + (MEAN[0] as number);
          expect(pixel).toBeCloseTo(value === 3 ? 100 : 0, 4);
        });
      }),
    );
  });

  it('refuses starts outside the padded image', () => {
    expect(() =>
      augment(raw, { ...IDENTITY, startColumn: 2 }, { dataset: 'nyuv2', crop: 1 }, 'correct'),
    ).toThrow('startColumn is 2; it must be a whole number in [0, 1]');
  });
});

describe('drawsFor', () => {
  const extent = { height: 480, width: 640, crop: 321 };

  it('is a function of seed, epoch and sample, and of nothing else', () => {
    const draws = drawsFor(1, 2, 3, extent);
    drawsFor(9, 9, 9, extent);
    expect(drawsFor(1, 2, 3, extent)).toEqual(draws);
    for (const other of [drawsFor(0, 2, 3, extent), drawsFor(1, 0, 3, extent), drawsFor(1, 2, 0, extent)]) {
      expect(other).not.toEqual(draws);
    }
  });

  it('spreads scales over [0.5, 1.5), mirrors half of the time and reaches both ends of the starts', () => {
    const draws = Array.from({ length: 4000 }, (_, i) =>
      drawsFor(5, 0, i, { height: 100, width: 100, crop: 98 }),
    );
    const mean = draws.reduce((sum, { scale }) => sum + scale, 0) / draws.length;
    expect(mean).toBeCloseTo(1, 1);
    expect(draws.filter(({ flip }) => flip).length / draws.length).toBeCloseTo(0.5, 1);
    expect(draws.every(({ scale }) => scale >= 0.5 && scale < 1.5)).toBe(true);
    const ends = draws.filter(({ scale }) => Math.floor(100 * scale) === 99).map(({ startRow }) => startRow);
    expect(new Set(ends)).toEqual(new Set([0, 1]));
  });
});

it.each([0, -1, 2.5, NaN, 4097])('refuses the crop %d', (crop) => {
  expect(() => {
    checkCrop(crop);
  }).toThrow(InvalidArgumentError);
});
