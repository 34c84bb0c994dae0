import { decodeColour, decodeGrey } from '@metasparse/datasets';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodePng } from './png.js';

const sizes = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }));

describe('encodePng', () => {
  it('is read back as it was: grey of 8 and 16 bits', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), fc.nat(), async ([height, width], wide, salt) => {
        const value = (_: unknown, i: number): number => Math.imul(i + salt, 0x9e3779b9) >>> 16;
        const samples = Array.from({ length: height * width }, value);
        const data = wide ? Uint16Array.from(samples) : Uint8Array.from(samples);
        const read = await decodeGrey(encodePng({ height, width, channels: 1, data }), 'grey.png');
        expect({ ...read, data: [...read.data] }).toEqual({ height, width, channels: 1, data: [...data] });
      }),
      { numRuns: 40 },
    );
  });

  it('is read back as it was: colours, whatever filter suits a row', async () => {
    const [height, width] = [40, 30];
    const data = Uint8Array.from({ length: height * width * 3 }, (_, i) => {
      const row = Math.floor(i / (width * 3));
      return row % 4 === 0
        ? 7
        : row % 4 === 1
          ? i
          : row % 4 === 2
            ? row * 5 + (i % 3)
            : Math.imul(i, 0x9e3779b9) >>> 24;
    });
    const { data: bgr } = await decodeColour(encodePng({ height, width, channels: 3, data }), 'colour.png');
    for (let p = 0; p < height * width; p++)
      expect([bgr[p * 3 + 2], bgr[p * 3 + 1], bgr[p * 3]]).toEqual([...data.slice(p * 3, p * 3 + 3)]);
  });

  it('gives the committed bytes', () => {
    const data = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) >> 4);
    const png = encodePng({ height: 25, width: 40, channels: 3, data });
    expect(createHash('sha256').update(png).digest('hex')).toBe(
      '2b0fe8ba0a2771820b4c7da690803d1bec201edd077568eaf5ad234eb76b0511',
    );
  });

  it('refuses samples that do not fill the picture', () => {
    const data = new Uint8Array(5);
    expect(() => encodePng({ height: 2, width: 3, channels: 1, data })).toThrow(
      /5 samples do not fill 2 x 3/,
    );
  });
});
