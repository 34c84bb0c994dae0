import {
  METRICS,
  WEIGHTINGS,
  type KeptRow,
  type LayerRow,
  type Metric,
  type SimilarityFile,
  type SimilarityRow,
  type Weighting,
} from '@metasparse/affinity';

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
    weights: (WIDTHS[segment] ?? 64) ** 2 / 2,
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

/** What every part of the fixture is made for. */
interface Plan {
  readonly tasks: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
  readonly seeds: readonly number[];
  readonly net: SimilarityFile['layers'];
  /** Chance level of `sals`. */
  readonly cosine: number;
}

/** Numbers like those of a real run on NYUv2, made from the published tables; the chance levels are made up. */
export function similarityFixture(options: FixtureOptions = {}): SimilarityFile {
  const { tasks = ['seg', 'sn', 'depth'], seeds = 4, batches = 5 } = options;
  const plan: Plan = {
    tasks,
    pairs: tasks.flatMap((a, i) => tasks.slice(i + 1).map((b): readonly [string, string] => [a, b])),
    seeds: Array.from({ length: seeds }, (_, i) => i),
    net: layers(),
    cosine: 1 / (1 + (Math.PI / 2 - 1) / batches),
  };
  return {
    schema: 'metasparse.similarity/v1',
    dataset: 'nyuv2',
    tasks,
    compat: 'correct',
    sparsities: LEVELS,
    seeds: plan.seeds,
    batches,
    batchSize: 2,
    layers: plan.net,
    rows: METRICS.flatMap((metric) => WEIGHTINGS.flatMap((weighting) => rows(plan, metric, weighting))),
    layerRows: METRICS.flatMap((metric) => layerRows(plan, metric)),
    kept: tasks.flatMap((task, t) => LEVELS.map((_, s) => keptRow(plan, task, t, s))),
    notes: [
      'At 90 % sparsity no weight of blocks.3.2.conv2 is kept for seg and sn in seed 2: IoU counts as 1 there.',
    ],
  };
}

function rows(
  { pairs, seeds, cosine }: Plan,
  metric: Metric,
  weighting: Weighting,
): readonly SimilarityRow[] {
  return pairs.flatMap((pair, p) =>
    [...LEVELS, 'mean' as const].map((sparsity, s) => {
      const value = clamp(
        (PUBLISHED[metric][s]?.[p % 3] ?? 0.5) * DROP[weighting] - 0.013 * Math.floor(p / 3),
      );
      const noise = seeds.map((seed) => 0.012 * wobble(seed * 7 + p * 31 + s));
      const centre = sumOf(noise) / seeds.length;
      const seedValues = noise.map((n) => value + n - centre);
      const square = sumOf(seedValues.map((v) => (v - value) ** 2));
      const std = seeds.length > 1 ? Math.sqrt(square / (seeds.length - 1)) : null;
      const iou = value * 0.86 - 0.02 * (p % 3);
      const chance = { epi: null, iou, sals: cosine, masked_sals: value * 0.97 }[metric];
      return { pair, metric, weighting, sparsity, value, std, seedValues, chance };
    }),
  );
}

function layerRows({ pairs, seeds, net, cosine }: Plan, metric: Metric): readonly LayerRow[] {
  return pairs.flatMap((pair, p) =>
    LEVELS.map((sparsity, s) => {
      const level = PUBLISHED[metric][s]?.[p % 3] ?? 0.5;
      const curve = (l: number) => level + (1 - level) * (0.9 - 2.6 * depth(l)) + 0.015 * wobble(l + p);
      const seedValues = seeds.map((seed) =>
        net.map((_, l) => clamp(curve(l) + 0.03 * wobble(l * 3 + seed))),
      );
      const values = net.map((_, l) => sumOf(seedValues.map((seed) => seed[l] ?? 0)) / seeds.length);
      const chance = {
        epi: null,
        iou: values.map((v) => v * 0.85),
        sals: net.map(() => cosine),
        masked_sals: values.map((v) => v * 0.96),
      }[metric];
      return { pair, metric, sparsity, values, seedValues, chance };
    }),
  );
}

function keptRow({ net }: Plan, task: string, t: number, s: number): KeptRow {
  const keepRatio = KEEP[s] ?? 0.5;
  const fraction = (l: number) =>
    clamp(1 / (1 + Math.exp((depth(l) - keepRatio * (1 + 0.15 * t) - 0.1) * 7)) + 0.01 * wobble(l + t));
  const perLayer = net.map(({ weights }, l) => Math.round(fraction(l) * weights));
  const head = Math.round(23_146_496 * keepRatio);
  return { task, sparsity: LEVELS[s] ?? 50, keepRatio, perLayer, backbone: sumOf(perLayer), head };
}

/** 0 at the first layer of the chain, about 1 at its last; the downsampling layers lie beside it. */
function depth(layer: number): number {
  return (layer > 32 ? 8 + (layer - 33) * 11 : layer) / 33;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
