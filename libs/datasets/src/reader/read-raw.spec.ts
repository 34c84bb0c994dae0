import { InvalidDataError } from '@metasparse/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colourPng, greyPng } from '../../test/picture.js';
import { scratchFolder, type ScratchFolder } from '../../test/scratch-folder.js';
import { writeNpy } from '../npy/write-npy.js';
import { openDataset } from './open-dataset.js';

let scratch: ScratchFolder;
beforeAll(async () => (scratch = await scratchFolder()));
afterAll(() => scratch.remove());

/** Reads a one-sample NYUv2 folder of 2 x 3 pixels made of the given files; `depth` and `seg` may be left out. */
async function nyuv2(files: { seg?: Uint8Array; depth?: Uint8Array; img?: Uint8Array }): Promise<unknown> {
  const image = files.img ?? (await colourPng(new Uint8Array(18), 3));
  await scratch.write('nyu/img.png', image);
  if (files.seg !== undefined) await scratch.write('nyu/seg.png', files.seg);
  if (files.depth !== undefined) await scratch.write('nyu/depth.npy', files.depth);
  const row = ['img.png', files.seg && 'seg.png', null, files.depth && 'depth.npy'].map(
    (name) => name ?? null,
  );
  await scratch.write('nyu/nyu_v2_3task.json', JSON.stringify({ train: [row] }));
  const reader = await openDataset(`${scratch.path}/nyu`, { split: 'train' });
  return reader.readRaw(0);
}

async function cityscapes(image: Uint8Array, seg: Uint8Array): Promise<unknown> {
  await scratch.write('city/i.npy', image);
  await scratch.write('city/s.npy', seg);
  await scratch.write(
    'city/cityscape.json',
    JSON.stringify({ train: [['i.npy', null, null, null, 's.npy']] }),
  );
  return (await openDataset(`${scratch.path}/city`, { split: 'train' })).readRaw(0);
}

async function sentence(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((cause: unknown) => cause);
  if (!(error instanceof InvalidDataError)) throw new Error('expected InvalidDataError', { cause: error });
  return error.message.replaceAll(`${scratch.path}/`, '');
}

const depth = (values: readonly number[], shape: readonly number[] = [2, 3]): Uint8Array =>
  writeNpy(Float32Array.from(values), shape);

describe('reading a sample', () => {
  it('names file, pixel and bound of a label beyond the classes', async () => {
    const seg = await greyPng(Uint8Array.of(0, 39, 255, 3, 40, 1), 3);
    expect(await sentence(nyuv2({ seg }))).toBe(
      'nyu/seg.png has the label 40 at row 1, column 1; labels go from 0 to 39, 255 is ignored.',
    );
  });

  it.each([
    [[1, 1, NaN, 1, 1, 1], 'NaN at row 0, column 2'],
    [[1, 1, 1, -0.5, 1, 1], '-0.5 at row 1, column 0'],
    [[1, 1, 1, 1, 1, Infinity], 'Infinity at row 1, column 2'],
  ])('refuses the depth %j', async (values, what) => {
    expect(await sentence(nyuv2({ depth: depth(values) }))).toBe(
      `nyu/depth.npy has the depth ${what}; depth is finite and at least 0, 0 where there is none.`,
    );
  });

  it('refuses labels of another size than the image', async () => {
    expect(await sentence(nyuv2({ depth: depth([1, 1, 1, 1, 1, 1], [3, 2]) }))).toBe(
      'nyu/depth.npy is 3 x 2 pixels, its image nyu/img.png is 2 x 3; they must be of one size.',
    );
    const seg = await greyPng(new Uint8Array(8), 4);
    expect(await sentence(nyuv2({ seg }))).toMatch(/seg\.png is 2 x 4 pixels/);
  });

  it.each([[[6]], [[1, 1, 2, 3]], [[1, 2, 3]], [[2, 0]]])('refuses depth of the shape %j', async (shape) => {
    const count = shape.reduce((a, b) => a * b, 1);
    expect(await sentence(nyuv2({ depth: depth(new Array<number>(count).fill(1), shape) }))).toMatch(
      /depth\.npy has the shape \(.*\); expected \(height, width\) or \(height, width, 1\)\./,
    );
  });

  it('refuses an image that is none', async () => {
    expect(await sentence(nyuv2({ img: depth([1], [1]) }))).toBe('nyu/img.png is not a PNG or JPEG image.');
  });

  it('takes any numeric dtype for Cityscapes, unsigned void included', async () => {
    const image = writeNpy(Float64Array.of(0, 0.5, 1, 1, 0, 0), [1, 2, 3]);
    const bytes = writeNpy(Uint8Array.of(0, 128, 255, 255, 0, 0), [1, 2, 3]);
    const wide = writeNpy(BigInt64Array.of(-1n, 18n), [1, 2]);
    const unsigned = writeNpy(Uint8Array.of(255, 18), [1, 2, 1]);
    expect(await cityscapes(image, wide)).toMatchObject({
      image: Float32Array.of(255, 127.5, 0, 0, 0, 255),
      labels: { seg: { data: Int16Array.of(-1, 18) } },
    });
    expect(await cityscapes(bytes, unsigned)).toMatchObject({
      image: Float32Array.of(255, 128, 0, 0, 0, 255),
      labels: { seg: { data: Int16Array.of(-1, 18) } },
    });
  });

  it('refuses colours beyond 0..1, fractional classes and classes beyond 18', async () => {
    const image = writeNpy(new Float32Array(6), [1, 2, 3]);
    const bright = writeNpy(Float32Array.of(0, 0, 0, 0, 200, 0), [1, 2, 3]);
    expect(await sentence(cityscapes(bright, writeNpy(Int8Array.of(0, 0), [1, 2])))).toMatch(
      /i\.npy has the colour 200 at row 0, column 1; colours of an npy image go from 0 to 1\./,
    );
    expect(await sentence(cityscapes(image, writeNpy(Float32Array.of(0, 1.5), [1, 2])))).toMatch(
      /label 1\.5/,
    );
    expect(await sentence(cityscapes(image, writeNpy(Int8Array.of(0, 19), [1, 2])))).toMatch(
      /label 19 at row 0, column 1/,
    );
  });

  it('refuses 8-bit depth pictures and labels beyond 17 in Taskonomy', async () => {
    await scratch.write('task/rgb/taskonomy/b/1.png', await colourPng(new Uint8Array(12), 2));
    await scratch.write('task/depth_zbuffer/taskonomy/b/1.png', await greyPng(new Uint8Array(4), 2));
    await scratch.write(
      'task/segment_semantic/taskonomy/b/1.png',
      await greyPng(Uint8Array.of(0, 1, 17, 18), 2),
    );
    await scratch.write('task/semseg_prior_factor.npy', writeNpy(new Float64Array(17), [17]));
    const open = async (domain: string): Promise<unknown> => {
      await scratch.write(
        'task/taskonomy.json',
        JSON.stringify({ train: [['b/rgb/1.png', `b/${domain}/1.png`]] }),
      );
      return (await openDataset(`${scratch.path}/task`, { split: 'train' })).readRaw(0);
    };
    expect(await sentence(open('depth_zbuffer'))).toMatch(/has 8-bit samples; expected 16 bits/);
    expect(await sentence(open('segment_semantic'))).toMatch(
      /label 18 at row 1, column 1; labels go from 0 to 17/,
    );
    await scratch.write('task/semseg_prior_factor.npy', writeNpy(new Float64Array(16), [16]));
    expect(await sentence(open('segment_semantic'))).toMatch(
      /has the shape \(16\); expected 17 finite weights/,
    );
  });
});
