import { measureSeed, pairLayers } from '@metasparse/affinity';
import {
  densityReport,
  joinedLayers,
  joinMasks,
  type LayerMasks,
  normFactor,
  taskLayers,
} from '@metasparse/sparsity';
import type { Check, CheckResult } from '../check.js';
import { compareHashes, compareKept, compareMaskIou } from '../golden/mask-golden.js';
import {
  comparePair,
  compareTable,
  GOLDEN_SIDES,
  type GoldenTable,
  pairTable,
} from '../golden/similarity-golden.js';
import { STORED_SALIENCY, type StoredRun, storedRuns } from '../golden/stored-runs.js';
import { Comparison } from '../compare.js';
import { compareNumber } from '../golden/golden-number.js';

const EXACT = 1e-12;
/** Units in the last place by which a float32 sum may differ from another order of summation. */
const NORM_ULPS = 4;
/** Cosines of float32 sums in another order. */
const FLOAT32 = 2e-6;

/** Thresholds, masks, unions and similarity from every stored saliency, e.g. narrow_225_saliency_seg.npy. */
export const storedSaliencyChecks: readonly Check[] = [
  {
    file: `*${STORED_SALIENCY}*.npy`,
    name: 'stored saliencies',
    run: (shared) => Promise.resolve(runStored(shared)),
  },
];

function runStored(shared: string): readonly CheckResult[] {
  const runs = storedRuns(shared);
  return runs.flatMap((run) => [
    ...scoreChecks(run),
    ...maskChecks(run),
    ...unionChecks(run),
    overlapCheck(run),
    ...similarityChecks(run),
  ]);
}

function scoreChecks({ name, golden, scores }: StoredRun): readonly CheckResult[] {
  const norms = new Comparison(`${name} norm factor, units in the last place`, NORM_ULPS);
  const sums = new Comparison(`${name} per-layer sums, relative`, 1e-9);
  for (const task of scores) {
    const expected = golden.tasks[task.task];
    const stored = expected?.norm_factor_f32 ?? NaN;
    compareNumber(
      norms,
      (normFactor(task) - stored) / 2 ** (Math.floor(Math.log2(stored)) - 23),
      0,
      task.task,
    );
    task.layers.forEach((layer, index) => {
      const sum = task.layer(index).reduce((total, score) => total + score, 0);
      compareNumber(
        sums,
        sum / (expected?.layer_abs_grad_sum[layer.name] ?? NaN),
        1,
        `${task.task} ${layer.name}`,
      );
    });
  }
  return [norms.result(), sums.result()];
}

function maskChecks({ name, golden, ratios, thresholds, masks }: StoredRun): readonly CheckResult[] {
  const cuts = new Comparison(`${name} thresholds and counts`, 0);
  const kept = new Comparison(`${name} kept weights per layer`, 0);
  const hashes = new Comparison(`${name} SHA-256 of the packed masks`, 0);
  thresholds.forEach(({ task, normFactor: norm, thresholds: levels }, t) => {
    ratios.forEach((ratio, k) => {
      const where = `${ratio} ${task}`;
      const expected = golden.ratios[ratio]?.tasks[task];
      const layers = taskLayers(masks[t]?.[k] as LayerMasks);
      compareNumber(cuts, levels[k]?.numToKeep ?? NaN, expected?.num_to_keep, `${where} number to keep`);
      compareNumber(
        cuts,
        levels[k]?.normalised ?? NaN,
        expected?.threshold_normalised,
        `${where} normalised`,
      );
      compareNumber(cuts, (levels[k]?.normalised ?? NaN) * norm, expected?.threshold_raw, `${where} raw`);
      compareNumber(cuts, densityReport(layers).total.kept, expected?.kept_total, `${where} kept in all`);
      compareKept(layers, expected?.kept ?? {}, where, kept);
      compareHashes(layers, expected?.mask_sha256 ?? {}, where, hashes);
    });
  });
  return [cuts.result(), kept.result(), hashes.result()];
}

function unionChecks({ name, golden, ratios, masks }: StoredRun): readonly CheckResult[] {
  const kept = new Comparison(`${name} union, kept weights per layer`, 0);
  const hashes = new Comparison(`${name} union, SHA-256 of the backbone masks`, 0);
  const sparsities = new Comparison(`${name} union, sparsity of backbone and model`, EXACT);
  ratios.forEach((ratio, k) => {
    const expected = golden.ratios[ratio]?.union;
    const joined = joinMasks(masks.flatMap((task) => task[k] ?? []));
    compareKept(joinedLayers(joined), expected?.kept ?? {}, ratio, kept);
    compareHashes(joined.backbone, expected?.backbone_sha256 ?? {}, ratio, hashes);
    compareNumber(
      sparsities,
      densityReport(joined.backbone).total.sparsity,
      expected?.backbone_sparsity,
      `${ratio} backbone`,
    );
    compareNumber(
      sparsities,
      densityReport(joinedLayers(joined)).total.sparsity,
      expected?.model_sparsity,
      `${ratio} model`,
    );
  });
  return [kept.result(), hashes.result(), sparsities.result()];
}

function overlapCheck({ name, golden, ratios, masks }: StoredRun): CheckResult {
  const differences = new Comparison(`${name} mask IoU of all tasks`, EXACT);
  ratios.forEach((ratio, k) => {
    const expected = golden.ratios[ratio]?.iou_analysis;
    if (expected !== undefined) {
      compareMaskIou(
        masks.flatMap((task) => task[k] ?? []),
        expected,
        ratio,
        differences,
      );
    }
  });
  return differences.result();
}

function similarityChecks({ name, golden, ratios, scores, thresholds }: StoredRun): readonly CheckResult[] {
  const measures = measureSeed(scores, thresholds);
  const differences = {
    perLayer: new Comparison(`${name} metrics per layer`, FLOAT32),
    weights: new Comparison(`${name} layer weights`, EXACT),
    weighted: new Comparison(`${name} weighted similarity`, FLOAT32),
  };
  const means = new Comparison(`${name} similarity, mean over keep ratios`, FLOAT32);
  measures.pairs.forEach((tasks, p) => {
    const pair = tasks.map((t) => measures.tasks[t]).join('_X_');
    const used = ratios.flatMap((ratio, k) => {
      const expected = golden.ratios[ratio]?.similarity?.[pair];
      return expected === undefined ? [] : [{ ratio, expected, layers: pairLayers(measures, p, k) }];
    });
    for (const { ratio, expected, layers } of used) {
      comparePair(layers, expected, `${ratio} ${pair}`, differences);
    }
    for (const side of GOLDEN_SIDES) {
      const mean = meanTable(used.map(({ layers }) => pairTable(layers, side)));
      const expected = golden.similarity_mean_over_ratios[pair]?.[side];
      if (expected !== undefined) {
        compareTable(mean, expected, `${pair} ${side}`, means);
      }
    }
  });
  return [differences.perLayer, differences.weights, differences.weighted, means].map((each) =>
    each.result(),
  );
}

function meanTable(tables: readonly GoldenTable[]): GoldenTable {
  const row = (metric: keyof GoldenTable): GoldenTable[keyof GoldenTable] =>
    Object.fromEntries(
      Object.entries(tables[0]?.[metric] ?? {}).map(([weighting, first]) => [
        weighting,
        typeof first === 'number'
          ? tables.reduce(
              (sum, table) => sum + Number(table[metric][weighting as keyof GoldenTable['epi']]),
              0,
            ) / tables.length
          : first,
      ]),
    );
  return { epi: row('epi'), iou: row('iou'), sals: row('sals'), masked_sals: row('masked_sals') };
}
