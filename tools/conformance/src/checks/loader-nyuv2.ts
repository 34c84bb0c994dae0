import { augment, MEAN_BGR, openDataset, readNpy, wholeSample, type RawSample } from '@metasparse/datasets';
import { LABEL_CHANNELS, type Label, type Sample } from '@metasparse/scenenet';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { readGolden } from '../golden.js';
import {
  channelSums,
  digest,
  digestBytes,
  digestFloats,
  Digests,
  pixelAt,
  type SampleMap,
} from './loader-tensor.js';

interface GoldenPixel {
  readonly yx: readonly [number, number];
  readonly img_bgr: readonly number[];
  readonly seg: number;
  readonly normal_bgr: readonly number[];
  readonly depth: number;
}

interface GoldenImage {
  readonly crop_start_used: readonly [number, number];
  readonly img_sum_per_channel: readonly number[];
  readonly img_uint8_before_mean_sha256: string;
  readonly img_sha256_f32_chw: string;
  readonly seg_sha256_u8: string;
  readonly normal_sha256_u8_chw: string;
  readonly depth_sha256_f32: string;
  readonly depth_sum: number;
  readonly pixels: readonly GoldenPixel[];
}

interface GoldenCase {
  readonly scale: number;
  readonly flipped: boolean;
  readonly crop: number;
  readonly images: Readonly<Record<string, GoldenImage>>;
}

interface GoldenWhole {
  readonly img_sum_per_channel: readonly number[];
  readonly img_sha256_f32_chw: string;
  readonly seg_sum: number;
  readonly normal_sum: number;
  readonly depth_sum: number;
}

type Golden = Readonly<Record<string, GoldenCase>> & {
  readonly test_mode: Readonly<Record<string, GoldenWhole>>;
};

/** Folder of the images the golden file names; the file itself does not say. */
const ROOT = 'data/nyuv2-sample';

/** Every fixed draw of loader.json, test mode, and the stored patches. */
export async function checkNyuv2Loader(shared: string): Promise<readonly CheckResult[]> {
  const { test_mode: whole, ...cases } = readGolden<Golden>(shared, 'loader.json');
  const results: CheckResult[] = [];
  for (const [name, golden] of Object.entries(cases)) {
    results.push(...(await checkCase(shared, name, golden)));
  }
  return [...results, ...(await checkWhole(shared, whole))];
}

/** A label of a sample as a map; empty when the sample lacks it. */
export function labelMap(sample: Sample, label: Label): SampleMap {
  const data = sample.labels[label] ?? new Float32Array(0);
  return { height: sample.height, width: sample.width, channels: LABEL_CHANNELS[label], data };
}

export function imageMap({ height, width, image }: Sample): SampleMap {
  return { height, width, channels: 3, data: image };
}

async function rawByStem(shared: string, split: string): Promise<(stem: string) => Promise<RawSample>> {
  const reader = await openDataset(join(shared, ROOT), { dataset: 'nyuv2', split });
  return (stem) => reader.readRaw(reader.records.findIndex(({ image }) => image.endsWith(`/${stem}.png`)));
}

async function checkCase(shared: string, name: string, golden: GoldenCase): Promise<readonly CheckResult[]> {
  const bytes = new Digests(`loader ${name} image bytes before the mean`);
  const maps = new Digests(`loader ${name} image, seg, normal, depth`);
  const pixels = new Comparison(`loader ${name} pixels`, 0);
  const sums = new Comparison(`loader ${name} sums, relative`, 1e-9);
  const patches = new Comparison(`loader ${name} stored patch`, 0);
  const rawOf = await rawByStem(shared, 'train');
  let patched = false;
  for (const [stem, expected] of Object.entries(golden.images)) {
    const [startRow, startColumn] = expected.crop_start_used;
    const draws = { scale: golden.scale, flip: golden.flipped, startRow, startColumn };
    const sample = augment(await rawOf(stem), draws, { dataset: 'nyuv2', crop: golden.crop }, 'reference');
    const image = imageMap(sample);
    const before = bytesBeforeMean(sample.image);
    bytes.add(stem, digest(before), expected.img_uint8_before_mean_sha256);
    maps.add(`${stem} image`, digestFloats(image), expected.img_sha256_f32_chw);
    maps.add(`${stem} seg`, digestBytes(labelMap(sample, 'seg')), expected.seg_sha256_u8);
    maps.add(`${stem} normal`, digestBytes(labelMap(sample, 'normal')), expected.normal_sha256_u8_chw);
    maps.add(`${stem} depth`, digestFloats(labelMap(sample, 'depth')), expected.depth_sha256_f32);
    channelSums(image).forEach((sum, c) => {
      sums.addRelative(`${stem} image[${String(c)}]`, sum, expected.img_sum_per_channel[c] ?? NaN);
    });
    sums.addRelative(`${stem} depth`, channelSums(labelMap(sample, 'depth'))[0], expected.depth_sum);
    for (const pixel of expected.pixels) addPixel(pixels, stem, sample, pixel);
    patched =
      (await addPatch(patches, shared, `loader_${name}_${stem}_uint8_patch.npy`, before, golden.crop)) ||
      patched;
  }
  const results = [bytes.result(), maps.result(), pixels.result(), sums.result()];
  return patched ? [...results, patches.result()] : results;
}

function bytesBeforeMean(image: Float32Array): Uint8Array {
  return Uint8Array.from(image, (value, i) => Math.round(value + (MEAN_BGR[i % 3] ?? 0)));
}

function addPixel(pixels: Comparison, stem: string, sample: Sample, golden: GoldenPixel): void {
  const [y, x] = golden.yx;
  const where = `${stem} [${String(y)}, ${String(x)}]`;
  pixels.addAll(`${where} image`, pixelAt(imageMap(sample), y, x), golden.img_bgr);
  pixels.add(`${where} seg`, pixelAt(labelMap(sample, 'seg'), y, x)[0], golden.seg);
  pixels.addAll(`${where} normal`, pixelAt(labelMap(sample, 'normal'), y, x), golden.normal_bgr);
  pixels.add(`${where} depth`, pixelAt(labelMap(sample, 'depth'), y, x)[0], Math.fround(golden.depth));
}

/** Compares the stored patch (rows and columns from 100) when there is one for this case and image. */
async function addPatch(
  patches: Comparison,
  shared: string,
  file: string,
  bytes: Uint8Array,
  crop: number,
): Promise<boolean> {
  const names = await readdir(join(shared, 'golden'));
  if (!names.includes(file)) return false;
  const { shape, data } = readNpy(await readFile(join(shared, 'golden', file)), file);
  const [rows = 0, columns = 0] = shape;
  for (let y = 0, at = 0; y < rows; y++) {
    for (let i = 0; i < columns * 3; i++, at++) {
      patches.add(`${file}[${String(at)}]`, bytes[((100 + y) * crop + 100) * 3 + i], Number(data[at]));
    }
  }
  return true;
}

async function checkWhole(shared: string, golden: Golden['test_mode']): Promise<readonly CheckResult[]> {
  const images = new Digests('loader test mode image');
  const sums = new Comparison('loader test mode sums, relative', 1e-9);
  const rawOf = await rawByStem(shared, 'test');
  for (const [stem, expected] of Object.entries(golden)) {
    const sample = wholeSample(await rawOf(stem), 'nyuv2', 'reference');
    images.add(stem, digestFloats(imageMap(sample)), expected.img_sha256_f32_chw);
    const total = (label: Label): number => channelSums(labelMap(sample, label)).reduce((a, b) => a + b, 0);
    sums.addRelative(`${stem} seg`, total('seg'), expected.seg_sum);
    sums.addRelative(`${stem} normal`, total('normal'), expected.normal_sum);
    sums.addRelative(`${stem} depth`, total('depth'), expected.depth_sum);
  }
  return [images.result(), sums.result()];
}
