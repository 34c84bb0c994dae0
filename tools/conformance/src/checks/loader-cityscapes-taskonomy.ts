import { augment, openDataset, wholeSample, type DatasetReader } from '@metasparse/datasets';
import type { Compat, Label, Sample } from '@metasparse/scenenet';
import { join } from 'node:path';
import type { CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { readGolden } from '../golden.js';
import { imageMap, labelMap } from './loader-nyuv2.js';
import { digestFloats, Digests, pixelAt, type SampleMap } from './loader-tensor.js';

interface GoldenTensor {
  readonly sha256_f32: string;
  readonly pixels: readonly { readonly yx: readonly [number, number]; readonly v: readonly number[] }[];
}

interface GoldenItem {
  readonly name: string;
  readonly crop_start_used: readonly number[];
  readonly tensors: Readonly<Record<string, GoldenTensor>>;
}

/** `scale` and `crop` are null in test mode. */
interface GoldenCase {
  readonly scale: number | null;
  readonly flipped: boolean;
  readonly crop: number | null;
  readonly items: readonly GoldenItem[];
}

interface GoldenDataset {
  readonly root: string;
  readonly cases: Readonly<Record<string, GoldenCase>>;
}

type Name = 'cityscapes' | 'taskonomy';

/** Golden tensors a sample of ours carries; the others are not read by any loss. */
const LABELS: readonly Label[] = ['seg', 'normal', 'depth', 'depth_mask', 'keypoint', 'edge'];

/** Taskonomy labels are rounded to steps of 2^-16 by the original's arithmetic (quirk 16). */
const ROUNDING = 2 ** -16;

/** Every fixed draw of loader_cityscapes_taskonomy.json for one of its datasets. */
export async function checkOtherLoader(shared: string, name: Name): Promise<readonly CheckResult[]> {
  const { root, ...cases } = readGolden<Readonly<Record<Name, Readonly<Record<string, unknown>>>>>(
    shared,
    'loader_cityscapes_taskonomy.json',
  )[name];
  const golden: GoldenDataset = { root: String(root), cases: cases as GoldenDataset['cases'] };
  const results: CheckResult[] = [];
  for (const [label, one] of Object.entries(golden.cases)) {
    results.push(...(await checkCase(join(shared, golden.root), name, label, one)));
  }
  return results;
}

async function checkCase(
  root: string,
  name: Name,
  label: string,
  golden: GoldenCase,
): Promise<readonly CheckResult[]> {
  const title = `loader ${name} ${label}`;
  const exact = new Digests(`${title} all tensors`);
  const pixels = new Comparison(`${title} pixels`, 0);
  const corrected = new Comparison(`${title} pixels, correct mode`, ROUNDING);
  const split = golden.scale === null ? 'test' : 'train';
  const reader = await openDataset(root, { dataset: name, split });
  for (const [i, item] of golden.items.entries()) {
    const published = await sampleOf(reader, i, name, golden, 'reference');
    const correct = await sampleOf(reader, i, name, golden, 'correct');
    for (const [tensor, expected] of Object.entries(item.tensors)) {
      const where = `${item.name} ${tensor}`;
      const map = mapOf(published, tensor);
      if (map === undefined) continue;
      exact.add(where, digestFloats(map), expected.sha256_f32);
      addPixels(pixels, where, map, expected);
      addPixels(corrected, where, mapOf(correct, tensor) ?? map, expected);
    }
  }
  return [exact.result(), pixels.result(), corrected.result()];
}

async function sampleOf(
  reader: DatasetReader,
  index: number,
  dataset: Name,
  golden: GoldenCase,
  compat: Compat,
): Promise<Sample> {
  const raw = await reader.readRaw(index);
  const { scale, crop, flipped, items } = golden;
  if (scale === null || crop === null) return wholeSample(raw, dataset, compat);
  const [startRow = 0, startColumn = 0] = items[index]?.crop_start_used ?? [];
  return augment(raw, { scale, flip: flipped, startRow, startColumn }, { dataset, crop }, compat);
}

function mapOf(sample: Sample, tensor: string): SampleMap | undefined {
  if (tensor === 'img') return imageMap(sample);
  const label = LABELS.find((name) => name === tensor);
  return label === undefined ? undefined : labelMap(sample, label);
}

function addPixels(pixels: Comparison, where: string, map: SampleMap, golden: GoldenTensor): void {
  for (const { yx, v } of golden.pixels) {
    pixels.addAll(`${where} [${yx.join(', ')}]`, pixelAt(map, yx[0], yx[1]), v.map(Math.fround));
  }
}
