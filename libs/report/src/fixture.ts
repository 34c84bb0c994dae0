import { METRICS, WEIGHTINGS, type Metric, type SimilarityFile, type Weighting } from '@metasparse/affinity';
import type { Example } from './example.js';
import type { RunFile } from './run-file.js';

/** Published means (reference §9, tables 1 and 2): seg/sn, seg/depth, sn/depth at 30, 50, 70, 90 and their mean. */
const PUBLISHED: Readonly<Record<Metric, readonly (readonly number[])[]>> = {
  epi: [
    [0.992, 0.977, 0.985],
    [0.967, 0.926, 0.958],
    [0.888, 0.779, 0.877],
    [0.658, 0.465, 0.602],
    [0.876, 0.787, 0.855],
  ],
  iou: [
    [0.962, 0.945, 0.948],
    [0.902, 0.854, 0.872],
    [0.772, 0.667, 0.727],
    [0.495, 0.38, 0.458],
    [0.783, 0.712, 0.751],
  ],
  sals: Array.from({ length: 5 }, () => [0.97, 0.976, 0.964]),
  masked_sals: [
    [0.967, 0.971, 0.959],
    [0.95, 0.947, 0.932],
    [0.885, 0.854, 0.845],
    [0.66, 0.579, 0.605],
    [0.865, 0.838, 0.835],
  ],
};

/** How far below `equal` the published tables put a weighting, roughly. */
const DROP: Readonly<Record<Weighting, number>> = {
  equal: 1,
  linear: 0.92,
  linear_plus_one: 0.925,
  five_zeros: 0.96,
  av_sparsity: 0.85,
  min_sparsity: 0.83,
  epi_like: 1.02,
};

const LEVELS = [30, 50, 70, 90] as const;
const KEEP = [0.675, 0.46, 0.257, 0.08] as const;
const WIDTHS = [64, 128, 256, 512] as const;
const BLOCKS = [3, 4, 6, 3] as const;

/** The 36 backbone layers at full width, in the order of the reference. */
function layers(): SimilarityFile['layers'] {
  const blocks = BLOCKS.flatMap((count, segment) =>
    Array.from({ length: 2 * count }, (_, conv) => {
      const width = WIDTHS[segment] ?? 64;
      const input = conv === 0 && segment > 0 ? width / 2 : width;
      const name = `blocks.${String(segment)}.${String(conv >> 1)}.conv${String((conv % 2) + 1)}`;
      return { name, weights: width * input * 9 };
    }),
  );
  const downsample = [1, 2, 3].map((segment) => ({
    name: `ds.${String(segment)}.0`,
    weights: ((WIDTHS[segment] ?? 64) ** 2) / 2,
  }));
  return [{ name: 'conv1', weights: 64 * 3 * 49 }, ...blocks, ...downsample];
}

/** Between -1 and 1, the same for the same key. */
function wobble(key: number): number {
  const hash = Math.sin(key * 12.9898 + 4.1414) * 43758.5453;
  return 2 * (hash - Math.floor(hash)) - 1;
}

const clamp = (value: number) => Math.max(0, Math.min(1, value));

export interface FixtureOptions {
  readonly tasks?: readonly string[];
  readonly seeds?: number;
  readonly batches?: number;
}

/** Numbers like those of a real run on NYUv2, made from the published tables. */
export function similarityFixture({ tasks = ['seg', 'sn', 'depth'], seeds = 4, batches = 5 }: FixtureOptions = {}): SimilarityFile {
  const pairs = tasks.flatMap((a, i) => tasks.slice(i + 1).map((b): readonly [string, string] => [a, b]));
  const seedList = Array.from({ length: seeds }, (_, i) => i);
  const net = layers();
  const cssChance = 1 / (1 + (Math.PI / 2 - 1) / batches);
  const rows = METRICS.flatMap((metric) =>
    WEIGHTINGS.flatMap((weighting) =>
      pairs.flatMap((pair, p) =>
        [...LEVELS, 'mean' as const].map((sparsity, s) => {
          const published = PUBLISHED[metric][s]?.[p % 3] ?? 0.5;
          const value = clamp(published * DROP[weighting] - 0.013 * Math.floor(p / 3));
          const noise = seedList.map((seed) => 0.012 * wobble(seed * 7 + p * 31 + s));
          const centre = noise.reduce((sum, n) => sum + n, 0) / seeds;
          const seedValues = noise.map((n) => value + n - centre);
          const square = seedValues.reduce((sum, v) => sum + (v - value) ** 2, 0);
          const chance = { epi: null, iou: value * 0.86 - 0.02 * (p % 3), sals: cssChance, masked_sals: value * 0.97 }[metric];
          return { pair, metric, weighting, sparsity, value, std: seeds > 1 ? Math.sqrt(square / (seeds - 1)) : null, seedValues, chance };
        }),
      ),
    ),
  );
  const layerRows = METRICS.flatMap((metric) =>
    pairs.flatMap((pair, p) =>
      LEVELS.map((sparsity, s) => {
        const level = PUBLISHED[metric][s]?.[p % 3] ?? 0.5;
        const depth = (l: number) => (l > 32 ? 8 + (l - 33) * 11 : l) / 33;
        const curve = (l: number) => clamp(level + (1 - level) * (0.9 - 2.6 * depth(l)) + 0.015 * wobble(l + p));
        const seedValues = seedList.map((seed) => net.map((_, l) => clamp(curve(l) + 0.03 * wobble(l * 3 + seed))));
        const values = net.map((_, l) => seedValues.reduce((sum, seed) => sum + (seed[l] ?? 0), 0) / seeds);
        const chance = { epi: null, iou: values.map((v) => v * 0.85), sals: net.map(() => cssChance), masked_sals: values.map((v) => v * 0.96) }[metric];
        return { pair, metric, sparsity, values, seedValues, chance };
      }),
    ),
  );
  const kept = tasks.flatMap((task, t) =>
    LEVELS.map((sparsity, s) => {
      const keepRatio = KEEP[s] ?? 0.5;
      const fraction = (l: number) => {
        const depth = (l > 32 ? 8 + (l - 33) * 11 : l) / 33;
        return clamp(1 / (1 + Math.exp((depth - keepRatio * (1 + 0.15 * t) - 0.1) * 7)) + 0.01 * wobble(l + t));
      };
      const perLayer = net.map(({ weights }, l) => Math.round(fraction(l) * weights));
      const backbone = perLayer.reduce((sum, count) => sum + count, 0);
      return { task, sparsity, keepRatio, perLayer, backbone, head: Math.round(23_146_496 * keepRatio) };
    }),
  );
  return {
    schema: 'metasparse.similarity/v1',
    dataset: 'nyuv2',
    tasks,
    compat: 'correct',
    sparsities: LEVELS,
    seeds: seedList,
    batches,
    batchSize: 2,
    layers: net,
    rows,
    layerRows,
    kept,
    notes: ['At 90 % sparsity no weight of blocks.3.2.conv2 is kept for seg and sn in seed 2: IoU counts as 1 there.'],
  };
}

const digest = (seed: number) => Array.from({ length: 64 }, (_, i) => ((seed * 31 + i * 7) % 16).toString(16)).join('');

export function runFixture(tasks: readonly string[] = ['seg', 'sn', 'depth']): RunFile {
  const perTask = <T>(value: (index: number) => T) => Object.fromEntries(tasks.map((task, i) => [task, value(i)]));
  return {
    schema: 'metasparse.run/v1',
    command: ['npx', 'metasparse', 'similarity', '--dataset', 'nyuv2', '--data', 'my data/nyu_v2', '--batches', '5', '--batch-size', '2', '--seeds', '4', '--out', 'runs/nyuv2'],
    parameters: { dataset: 'nyuv2', tasks, batches: 5, batchSize: 2, seeds: 4, sparsities: LEVELS, crop: 321, width: 1, split: 'train', compat: 'correct' },
    versions: { metasparse: '0.1.0', tensorflow: '2.18.0', node: '20.20.2', numericalVersion: '1' },
    device: { kind: 'cpu', name: 'Intel Xeon Platinum 8481C', threads: 2, workers: 1, precision: 'fp32', cpuFeatures: ['avx2', 'fma', 'avx512f', 'avx512_bf16'] },
    inputs: { 'nyu_v2_3task.json': digest(1), 'img/0.png': digest(2), 'depth/0.npy': digest(3) },
    outputs: { 'similarity.json': digest(4), 'similarity.tsv': digest(5), 'saliency-seed-0.safetensors': digest(6) },
    times: { startedAt: '2026-01-15T09:12:04Z', finishedAt: '2026-01-15T09:19:31Z', seconds: 447.2, secondsPerBatch: 19.4, idleShare: 0.012, perPhase: { saliency: 388.1, masks: 11.9, analysis: 46.3, report: 0.9 } },
    peakMemoryBytes: 2_310_000_000,
    tasks: perTask(() => ({ batchesUsed: 20, batchesWithoutLabel: 0 })),
    losses: perTask((i) => 3.702 - i),
  };
}

/** A sample whose pictures are a 1 × 1 PNG each. */
export function exampleFixture(id: string, names: readonly string[] = ['image', 'seg', 'normal', 'depth']): Example {
  const base64 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const png = Uint8Array.from(Buffer.from(base64, 'base64'));
  return { id, images: names.map((name) => ({ name, caption: `${name} of the crop`, png, width: 321, height: 321 })) };
}
