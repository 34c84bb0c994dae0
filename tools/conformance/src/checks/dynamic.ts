import { NARROW_WIDTHS, streamKey } from '@metasparse/scenenet';
import { densityReport, keptCount, weightCount, type BitMask, type MaskedLayer } from '@metasparse/sparsity';
import {
  dropLayers,
  initiallyRemoved,
  layerDensities,
  PUBLISHED_ADAM,
  randomMask,
  Trainer,
  updateMasks,
  type DynamicSettings,
  type LayerUpdate,
} from '@metasparse/training';
import type { Check, CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { kernels } from '../device.js';
import { formulaSource } from '../formula.js';
import { readGolden, readSalt } from '../golden.js';
import { sha256 } from '../golden/mask-golden.js';
import { goldenBatch, goldenPlan, GOLDEN_LOSSES, type CropStart } from '../golden/nyuv2-batch.js';
import { compareSame } from '../golden/golden-number.js';
import { goldenLayers } from './weights.js';

type Counts = Readonly<Record<string, number>>;

interface GoldenUpdate {
  readonly initial_zero: Counts;
  readonly after_prune_zero: Counts;
  readonly after_prune_mask_sha256: Readonly<Record<string, string>>;
  readonly grow_k_per_task: Counts;
  readonly after_grow_zero: Counts;
  readonly grown: Counts;
  /** Of all convolutions: at the start, after the prune, after the growth. */
  readonly sparsity: readonly [number, number, number];
}

interface Golden {
  readonly crop: number;
  readonly crop_starts: readonly CropStart[];
  readonly prune_rate: number;
  readonly densities: Readonly<Record<string, GoldenUpdate>>;
}

/** Stream of layer l's initial mask is this plus l. */
const MASK_STREAM = 1000;
const SLICE = 8;
/** A rounding difference moves weights across the growth threshold: share of a layer's grown weights, and a few. */
const GROWN_SHARE = 0.03;
const GROWN_COUNT = 10;

/** One prune and one growth of dynamic sparse training as published. */
export const dynamicChecks: readonly Check[] = [
  { file: 'dynamic.json', name: 'drop and grow', run: runDynamic },
];

async function runDynamic(shared: string): Promise<readonly CheckResult[]> {
  const golden = readGolden<Golden>(shared, 'dynamic.json');
  const batch = await goldenBatch(shared, golden.crop, golden.crop_starts);
  const salt = readSalt(shared);
  return Object.entries(golden.densities).flatMap(([density, expected]) => {
    const trainer = goldenTrainer(salt);
    const settings = dynamicSettings(Number(density));
    const name = `dynamic ${density}`;
    const initial = setInitialMasks(trainer, settings, salt);
    const counts = new Comparison(`${name} initial masks, prune counts, growth per task`, 0);
    const hashes = new Comparison(`${name} SHA-256 of the masks after the prune`, 0);
    const start = sparsityOf(trainer);
    dropLayers(trainer, settings, golden.prune_rate);
    const pruned = sparsityOf(trainer);
    comparePrune(trainer, expected, initial, counts, hashes);
    // The prune is done: at rate and masks unchanged it takes nothing more away.
    const updates = updateMasks(trainer, settings, golden.prune_rate, batch, null);
    const growth = compareGrowth(updates, expected, counts, name);
    const sparsity = new Comparison(`${name} sparsity of all convolutions`, 2e-3);
    sparsity.addAll('start, pruned, grown', [start, pruned, sparsityOf(trainer)], expected.sparsity);
    trainer.free();
    return [counts.result(), hashes.result(), growth.result(), sparsity.result()];
  });
}

function goldenTrainer(salt: number): Trainer {
  const settings = {
    losses: GOLDEN_LOSSES,
    lambdas: {},
    adam: PUBLISHED_ADAM,
    schedule: { rate: 1e-3, decay: { kind: 'constant' }, warmUp: 0 } as const,
    dropoutSeed: null,
    clipNorm: null,
    averageDecay: null,
  };
  const context = { kernels: kernels(), backward: 'float32' } as const;
  return new Trainer(context, goldenPlan(NARROW_WIDTHS), settings, formulaSource(kernels(), salt));
}

function dynamicSettings(density: number): DynamicSettings {
  const layers = goldenLayers(NARROW_WIDTHS);
  const densities = layerDensities('erk', layers, density);
  return {
    densities: new Map(layers.map(({ name }, l) => [name, densities[l] as number])),
    slice: SLICE,
    grownWeights: 'stale',
    compat: 'reference',
  };
}

function setInitialMasks(
  trainer: Trainer,
  { densities }: DynamicSettings,
  salt: number,
): Map<string, BitMask> {
  const masks = new Map(
    goldenLayers(NARROW_WIDTHS).map((layer, l) => {
      const length = weightCount(layer);
      const removed = l === 0 ? 0 : initiallyRemoved(length, densities.get(layer.name) as number);
      return [layer.name, randomMask(length, removed, streamKey(MASK_STREAM + l, salt))] as const;
    }),
  );
  trainer.setMasks(masks);
  return masks;
}

function maskedLayers(trainer: Trainer): readonly MaskedLayer[] {
  return goldenLayers(NARROW_WIDTHS).map((layer) => ({ layer, mask: trainer.maskOf(layer.name) as BitMask }));
}

function sparsityOf(trainer: Trainer): number {
  return densityReport(maskedLayers(trainer)).total.sparsity;
}

function comparePrune(
  trainer: Trainer,
  expected: GoldenUpdate,
  initial: ReadonlyMap<string, BitMask>,
  counts: Comparison,
  hashes: Comparison,
): void {
  for (const { layer, mask } of maskedLayers(trainer)) {
    const { name } = layer;
    const zeros = (of: BitMask): number => of.length - keptCount(of);
    counts.add(
      `${name} zeros at the start`,
      zeros(initial.get(name) as BitMask),
      expected.initial_zero[name] ?? NaN,
    );
    counts.add(`${name} zeros after the prune`, zeros(mask), expected.after_prune_zero[name] ?? NaN);
    compareSame(hashes, sha256(mask) === expected.after_prune_mask_sha256[name], name);
  }
}

function compareGrowth(
  updates: readonly LayerUpdate[],
  expected: GoldenUpdate,
  counts: Comparison,
  name: string,
): Comparison {
  const growth = new Comparison(`${name} grown weights, share of the layer's tolerance`, 1);
  for (const update of updates) {
    const grown = expected.grown[update.name] ?? NaN;
    counts.add(`${update.name} dropped again`, update.dropped, 0);
    counts.add(`${update.name} k`, update.wanted, expected.grow_k_per_task[update.name] ?? NaN);
    growth.add(update.name, update.grown, grown, GROWN_SHARE * grown + GROWN_COUNT);
  }
  return growth;
}
