import { DomainError, InvalidDataError } from '@metasparse/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutate } from '../../test/mutations.js';
import { sharedFolder } from '../../test/shared-folder.js';
import { decodeColour, decodeGrey } from './decode-image.js';
import { loadSharp } from './sharp.js';

const data = (path: string): Uint8Array => readFileSync(join(sharedFolder(), 'data', path));

/** Pixels that differ in every sample. */
function ramp(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 37) % 256);
}

async function png(
  pixels: Uint8Array | Uint16Array,
  width: number,
  channels: 1 | 2 | 3 | 4,
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const raw = { width, height: pixels.length / width / channels, channels };
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  if (pixels instanceof Uint8Array) return sharp(bytes, { raw }).png().toBuffer();
  const { default: factory } = await import('sharp');
  return factory(pixels, { raw })
    .toColourspace(channels < 3 ? 'grey16' : 'rgb16')
    .png()
    .toBuffer();
}

async function failure(decoding: Promise<unknown>): Promise<string> {
  const error: unknown = await decoding.catch((cause: unknown) => cause);
  if (!(error instanceof InvalidDataError)) throw new Error('expected InvalidDataError', { cause: error });
  return error.message;
}

/** A PNG header that claims a size, with nothing behind it. */
function claiming(width: number, height: number): Uint8Array {
  const bytes = Uint8Array.from(data('nyuv2-sample/img/0061.png'));
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

describe('decodeColour', () => {
  it('gives B, G, R of 8-bit colours, drops alpha and repeats grey', async () => {
    const rgb = ramp(4 * 2 * 3);
    const bgr = rgb.map((_, i) => rgb[i + 2 - 2 * (i % 3)] ?? 0);
    expect((await decodeColour(await png(rgb, 4, 3), 'a')).data).toEqual(bgr);
    const rgba = Uint8Array.of(10, 20, 30, 0, 40, 50, 60, 128);
    expect([...(await decodeColour(await png(rgba, 2, 4), 'a')).data]).toEqual([30, 20, 10, 60, 50, 40]);
    expect([...(await decodeColour(await png(Uint8Array.of(7, 9), 2, 1), 'a')).data]).toEqual([
      7, 7, 7, 9, 9, 9,
    ]);
  });

  it('cuts 16 bits to the upper 8', async () => {
    const wide = Uint16Array.of(0x1234, 0x5678, 0x9abc);
    expect([...(await decodeColour(await png(wide, 1, 3), 'a')).data]).toEqual([0x9a, 0x56, 0x12]);
  });

  it('applies no colour profile', async () => {
    const sharp = await loadSharp();
    const rgb = ramp(16 * 3);
    const raw = { width: 4, height: 4, channels: 3 as const };
    const profiled = await sharp(rgb, { raw }).withIccProfile('p3', { attach: true }).png().toBuffer();
    const stored = await sharp(profiled, { ignoreIcc: true }).raw().toBuffer();
    const { data: bgr } = await decodeColour(profiled, 'a');
    expect([...bgr]).toEqual([...stored].map((_, i) => stored[i + 2 - 2 * (i % 3)]));
  });

  it('refuses absurd sizes before decoding', async () => {
    expect(await failure(decodeColour(claiming(60_000, 60_000), 'big.png'))).toMatch(
      /^big\.png claims to be 60000 x 60000 pixels; between 1 and 67108864 pixels are read\.$/,
    );
    expect(await failure(decodeColour(claiming(0, 5), 'flat.png'))).toMatch(/0 x 5/);
  });

  it('refuses truncated and foreign files by name', async () => {
    const whole = data('nyuv2-sample/img/0061.png');
    for (const share of [0.2, 0.5, 0.9, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      expect(await failure(decodeColour(cut, 'cut.png'))).toMatch(/^cut\.png is truncated or broken/);
    }
    expect(await failure(decodeColour(whole.subarray(0, 20), 'cut.png'))).toMatch(/ends or breaks/);
    expect(await failure(decodeColour(new TextEncoder().encode('GIF89a'), 'a.gif'))).toBe(
      'a.gif is not a PNG or JPEG image.',
    );
    const jpeg = data('carla-cityscapes-layout/original/rgb.jpeg');
    expect(await failure(decodeColour(jpeg.subarray(0, 50_000), 'cut.jpeg'))).toMatch(/truncated or broken/);
  });

  it('reads JPEG', async () => {
    const { height, width } = await decodeColour(data('carla-cityscapes-layout/original/rgb.jpeg'), 'a');
    expect([height, width]).toEqual([768, 1024]);
  });

  it('answers mutated images with pixels or a domain error', async () => {
    const seed = await png(ramp(64 * 3), 8, 3);
    let refused = 0;
    for (let n = 0; n < 2000; n++) {
      const error: unknown = await decodeColour(mutate(seed, n), 'fuzz').then(
        () => undefined,
        (e: unknown) => e,
      );
      if (error === undefined) continue;
      expect(error).toBeInstanceOf(DomainError);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(500);
  });
});

describe('decodeGrey', () => {
  it('keeps 8 and 16 bits exact', async () => {
    const bytes = ramp(12);
    expect((await decodeGrey(await png(bytes, 4, 1), 'a')).data).toEqual(bytes);
    const wide = Uint16Array.from({ length: 12 }, (_, i) => (i * 12_347) % 65_536);
    expect((await decodeGrey(await png(wide, 4, 1), 'a')).data).toEqual(wide);
  });

  it('takes RGBA and palettes whose colours are grey, and refuses coloured ones', async () => {
    const rgba = Uint8Array.of(3, 3, 3, 255, 9, 9, 9, 255);
    expect([...(await decodeGrey(await png(rgba, 2, 4), 'a')).data]).toEqual([3, 9]);
    const sharp = await loadSharp();
    const raw = { width: 2, height: 1, channels: 3 as const };
    const palette = await sharp(Uint8Array.of(3, 3, 3, 9, 9, 9), { raw })
      .png({ palette: true })
      .toBuffer();
    expect([...(await decodeGrey(palette, 'a')).data]).toEqual([3, 9]);
    expect(await failure(decodeGrey(await png(ramp(6), 2, 3), 'seg.png'))).toMatch(/is a coloured picture/);
  });

  it('refuses JPEG and bits below 8', async () => {
    const jpeg = data('carla-cityscapes-layout/original/rgb.jpeg');
    expect(await failure(decodeGrey(jpeg, 'seg.jpg'))).toMatch(/is a JPEG, whose numbers are not exact/);
    const sharp = await loadSharp();
    const raw = { width: 8, height: 1, channels: 1 as const };
    const bits = await sharp(Uint8Array.of(0, 255, 0, 0, 0, 0, 0, 0), { raw })
      .toColourspace('b-w')
      .png({ palette: false })
      .toBuffer();
    const shallow = Uint8Array.from(bits);
    shallow[24] = 4;
    expect(await failure(decodeGrey(shallow, 'seg.png'))).toMatch(/4-bit samples/);
  });
});
