import { maskIou, measureSeed } from '@metasparse/affinity';
import {
  densityReport,
  intersectionOf,
  joinedLayers,
  joinMasks,
  keptCount,
  selectThresholds,
  topKMasks,
  type LayerMasks,
  type TaskScores,
  type TaskThresholds,
} from '@metasparse/sparsity';
import type { CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import type { GoldenMaskIou } from '../golden/mask-golden.js';
import { GOLDEN_COMPAT, GOLDEN_SIDES } from '../golden/similarity-golden.js';
import type { GoldenRun } from '../golden/stored-runs.js';
import { networkSimilarityCheck } from './network-similarity.js';

const SPARSITY_TOLERANCE = 0.002;
const IOU_TOLERANCE = 0.005;

/** The tolerance of golden/README.md for a count of kept weights. */
const countTolerance = (kept: number): number => 0.01 * kept + 10;

interface MaskComparisons {
  readonly kept: Comparison;
  readonly sparsity: Comparison;
  readonly iou: Comparison;
  readonly layerIou: Comparison;
}

/** Kept counts, unions, mask IoU and similarity of a network run on our own kernels. */
export function networkMaskChecks(
  name: string,
  golden: GoldenRun,
  scores: readonly TaskScores[],
): readonly CheckResult[] {
  const ratios = Object.keys(golden.ratios);
  const thresholds = scores.map((task) => selectThresholds(task, ratios.map(Number)));
  const masks = scores.map((task, t) => topKMasks(task, thresholds[t] as TaskThresholds));
  const into: MaskComparisons = {
    kept: new Comparison(`${name} kept per layer, in units of 1 % + 10`, 1),
    sparsity: new Comparison(`${name} union sparsities`, SPARSITY_TOLERANCE),
    iou: new Comparison(`${name} mask IoU of all tasks, total`, IOU_TOLERANCE),
    layerIou: new Comparison(`${name} mask IoU per layer, in units of 1 % + 10 weights`, 1),
  };
  ratios.forEach((ratio, k) => {
    const level = masks.map((task) => task[k] as LayerMasks);
    compareKept(golden, ratio, level, into.kept);
    compareUnion(golden, ratio, level, into.sparsity);
    compareIou(golden.ratios[ratio]?.iou_analysis, ratio, level, into);
  });
  return [
    ...[into.kept, into.sparsity, into.iou, into.layerIou].map((comparison) => comparison.result()),
    networkSimilarityCheck(name, golden, measureSeed(scores, thresholds)),
  ];
}

function compareKept(golden: GoldenRun, ratio: string, level: readonly LayerMasks[], into: Comparison): void {
  for (const { task, layers, masks } of level)
    layers.forEach(({ name }, l) => {
      const expected = golden.ratios[ratio]?.tasks[task]?.kept[name] ?? NaN;
      const mask = masks[l];
      into.add(`${ratio} ${task} ${name}`, mask && keptCount(mask), expected, countTolerance(expected));
    });
}

function compareUnion(
  golden: GoldenRun,
  ratio: string,
  level: readonly LayerMasks[],
  into: Comparison,
): void {
  const joined = joinMasks(level);
  const expected = golden.ratios[ratio]?.union;
  const backbone = densityReport(joined.backbone).total.sparsity;
  const model = densityReport(joinedLayers(joined)).total.sparsity;
  into.add(`${ratio} backbone`, backbone, expected?.backbone_sparsity ?? NaN);
  into.add(`${ratio} model`, model, expected?.model_sparsity ?? NaN);
}

/**
 * Per layer the tolerance of kept counts, carried over to a ratio of counts: kept by all over kept by any, or, as
 * published, over those that not all keep.
 */
function compareIou(
  golden: GoldenMaskIou | undefined,
  ratio: string,
  level: readonly LayerMasks[],
  { iou, layerIou }: MaskComparisons,
): void {
  const any = joinMasks(level).backbone.map(({ mask }) => keptCount(mask));
  const all = joinMasks(level).backbone.map((_, l) =>
    keptCount(intersectionOf(level.flatMap(({ masks }) => masks[l] ?? []))),
  );
  for (const side of GOLDEN_SIDES) {
    const own = maskIou(level, GOLDEN_COMPAT[side]);
    iou.add(`${ratio} ${side}`, own.total, golden?.[`${side}_total`] ?? NaN);
    own.layers.forEach((layer, l) => {
      const expected = golden?.[`${side}_per_layer`][layer.name];
      const kept = any[l] ?? 0;
      const counted = Math.max(1, side === 'reference' ? kept - (all[l] ?? 0) : kept);
      if (typeof expected === 'number' && Number.isFinite(layer.iou))
        layerIou.add(`${ratio} ${side} ${layer.name}`, layer.iou, expected, countTolerance(kept) / counted);
    });
  }
}
