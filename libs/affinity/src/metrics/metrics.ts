import type { Compat } from '@metasparse/scenenet';
import type { Metric } from '../result/similarity-file.js';
import type { PairLayer } from './pair-layer.js';

/** Smallest count by which epi divides. */
const EPI_FLOOR = 1e-9;
/** Smallest norm by which a cosine divides, per side, as torch's F.cosine_similarity. */
const COSINE_FLOOR = 1e-8;

type MetricFunction = (layer: PairLayer, compat: Compat) => number;

/**
 * The metrics by name (reference §6; the report calls them EPI-Sim, IOU, CSS, MCSS). All lie in [0, 1] and are 1 for
 * a task with itself; `iou` of two empty layers is 1 when correct and NaN as published (quirk 3); `masked_sals` of
 * an empty layer is 0 in both.
 */
export const METRIC_FUNCTIONS: Readonly<Record<Metric, MetricFunction>> = {
  epi: ({ a, b }) => epi(a.kept, b.kept),
  iou: ({ a, b, both }, compat) => iou(both, a.kept + b.kept - both, compat),
  sals: ({ a, b, dot }) => cosine(dot, a.square, b.square),
  masked_sals: ({ a, b, maskedDot }) => cosine(maskedDot, a.maskedSquare, b.maskedSquare),
};

/** 1 - |a - b| / max(a + b, 1e-9): how alike two counts of kept weights are. */
export function epi(keptA: number, keptB: number): number {
  return 1 - Math.abs(keptA - keptB) / Math.max(keptA + keptB, EPI_FLOOR);
}

/** Kept by both / kept by any; 0 / 0 is 1 when correct and NaN as published. */
export function iou(both: number, either: number, compat: Compat): number {
  return either === 0 && compat === 'correct' ? 1 : both / either;
}

/** dot / (max(|a|, 1e-8) · max(|b|, 1e-8)), from squared norms; rounding never lifts it above 1. */
export function cosine(dot: number, squareA: number, squareB: number): number {
  const norms = Math.max(Math.sqrt(squareA), COSINE_FLOOR) * Math.max(Math.sqrt(squareB), COSINE_FLOOR);
  return Math.min(1, dot / norms);
}
