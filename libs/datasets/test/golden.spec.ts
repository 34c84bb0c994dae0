import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { augment, MEAN_BGR, openDataset, wholeSample, type DatasetReader } from '../src/index.js';
import type { Compat, Sample } from '@metasparse/scenenet';
import { sharedFolder } from './shared-folder.js';

interface Draw {
  readonly scale: number | null;
  readonly flipped: boolean;
  readonly crop: number | null;
}

interface Nyuv2Image {
  readonly crop_start_used: readonly [number, number];
  readonly img_uint8_before_mean_sha256: string;
  readonly img_sha256_f32_chw: string;
  readonly seg_sha256_u8: string;
  readonly normal_sha256_u8_chw: string;
  readonly depth_sha256_f32: string;
}

type Nyuv2Golden = Readonly<
  Record<string, Draw & { readonly images: Readonly<Record<string, Nyuv2Image>> }>
> & {
  readonly test_mode: Readonly<Record<string, Pick<Nyuv2Image, 'img_sha256_f32_chw'>>>;
};

interface Item {
  readonly name: string;
  readonly crop_start_used: readonly [number, number];
  readonly tensors: Readonly<Record<string, { readonly sha256_f32: string }>>;
}

function golden(file: string): unknown {
  return JSON.parse(readFileSync(join(sharedFolder(), 'golden', file), 'utf8'));
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** [height, width, channels] to [channels, height, width]. */
function planes(values: Float32Array | undefined, pixels: number): Float32Array {
  if (values === undefined) return new Float32Array(0);
  const channels = values.length / pixels;
  return Float32Array.from(
    values,
    (_, i) => values[(i % pixels) * channels + Math.floor(i / pixels)] as number,
  );
}

const floats = (values: Float32Array): string => sha256(new Uint8Array(values.buffer));
const bytes = (values: Float32Array): string => sha256(Uint8Array.from(values));

async function drawn(
  reader: DatasetReader,
  index: number,
  { scale, flipped, crop }: Draw,
  [startRow, startColumn]: readonly [number, number],
  compat: Compat = 'reference',
): Promise<Sample> {
  const raw = await reader.readRaw(index);
  if (scale === null || crop === null) return wholeSample(raw, reader.dataset, compat);
  const draws = { scale, flip: flipped, startRow, startColumn };
  return augment(raw, draws, { dataset: reader.dataset, crop }, compat);
}

describe('the published NYUv2 loader', () => {
  const { test_mode: whole, ...cases } = golden('loader.json') as Nyuv2Golden;

  it.each(Object.keys(cases))('is repeated bit for bit with the draws of case %s', async (name) => {
    const one = cases[name];
    const reader = await openDataset(join(sharedFolder(), 'data/nyuv2-sample'), { split: 'train' });
    for (const [stem, expected] of Object.entries(one?.images ?? {})) {
      const index = reader.records.findIndex(({ image }) => image === `img/${stem}.png`);
      const { image, labels } = await drawn(reader, index, one as Draw, expected.crop_start_used);
      const pixels = image.length / 3;
      const before = Uint8Array.from(image, (value, i) => Math.round(value + (MEAN_BGR[i % 3] as number)));
      expect({
        img_uint8_before_mean_sha256: sha256(before),
        img_sha256_f32_chw: floats(planes(image, pixels)),
        seg_sha256_u8: bytes(planes(labels.seg, pixels)),
        normal_sha256_u8_chw: bytes(planes(labels.normal, pixels)),
        depth_sha256_f32: floats(planes(labels.depth, pixels)),
      }).toEqual(hashesOf(expected));
    }
  });

  it('is repeated bit for bit in test mode', async () => {
    const reader = await openDataset(join(sharedFolder(), 'data/nyuv2-sample'), { split: 'test' });
    for (const [stem, expected] of Object.entries(whole)) {
      const index = reader.records.findIndex(({ image }) => image === `img/${stem}.png`);
      const { image } = wholeSample(await reader.readRaw(index), 'nyuv2', 'correct');
      expect(floats(planes(image, image.length / 3))).toBe(expected.img_sha256_f32_chw);
    }
  });
});

function hashesOf(expected: Nyuv2Image): Omit<Nyuv2Image, 'crop_start_used'> {
  const {
    img_uint8_before_mean_sha256,
    img_sha256_f32_chw,
    seg_sha256_u8,
    normal_sha256_u8_chw,
    depth_sha256_f32,
  } = expected;
  return {
    img_uint8_before_mean_sha256,
    img_sha256_f32_chw,
    seg_sha256_u8,
    normal_sha256_u8_chw,
    depth_sha256_f32,
  };
}

type OtherGolden = Readonly<Record<string, Draw & { readonly items: readonly Item[] }>> & {
  readonly root: string;
};

const others = golden('loader_cityscapes_taskonomy.json') as Readonly<
  Record<'cityscapes' | 'taskonomy', OtherGolden>
>;

describe.each(['cityscapes', 'taskonomy'] as const)('the published %s loader', (dataset) => {
  const { root, ...cases } = others[dataset];

  it.each(Object.keys(cases))('is repeated bit for bit in case %s', async (name) => {
    const one = cases[name] as OtherGolden[string];
    const split = one.scale === null ? 'test' : 'train';
    const reader = await openDataset(join(sharedFolder(), root), { dataset, split });
    for (const [i, item] of one.items.entries()) {
      const { image, labels } = await drawn(reader, i, one, item.crop_start_used);
      const maps: Record<string, Float32Array> = { img: image, ...labels };
      const found = Object.keys(item.tensors).filter((tensor) => tensor in maps);
      expect(found.length).toBe(Object.keys(maps).length);
      for (const tensor of found) {
        expect([tensor, floats(planes(maps[tensor], image.length / 3))]).toEqual([
          tensor,
          item.tensors[tensor]?.sha256_f32,
        ]);
      }
    }
  });
});

it('keeps what the original rounds in Taskonomy labels, to within its step (quirk 16)', async () => {
  const reader = await openDataset(join(sharedFolder(), others.taskonomy.root), { split: 'train' });
  const draw = { scale: 0.6, flipped: true, crop: 224 };
  const published = await drawn(reader, 0, draw, [0, 0], 'reference');
  const correct = await drawn(reader, 0, draw, [0, 0], 'correct');
  for (const label of ['normal', 'depth', 'keypoint', 'edge'] as const) {
    const a = published.labels[label] as Float32Array;
    const b = correct.labels[label] as Float32Array;
    const worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
    // Keypoint and edge responses are multiples of 2^-16 already.
    if (label === 'normal' || label === 'depth') expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(2 ** -16);
  }
});
