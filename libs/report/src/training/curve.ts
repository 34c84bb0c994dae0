import type { Task } from '@metasparse/scenenet';
import { isNumber } from '../answer/row-index.js';
import type { LossPoint } from './training-run.js';

export interface CurvePoint {
  readonly iteration: number;
  readonly value: number;
}

/** Stretches a drawn curve is cut into at most; each keeps its lowest and its highest point. */
export const STRETCHES = 150;

/** What a panel shows of a point: one task's loss, or the total. */
export type LossChoice = Task | 'total';

/** Points with a number; a batch without a labelled pixel has none. */
export function lossCurve(points: readonly LossPoint[], choice: LossChoice): readonly CurvePoint[] {
  return points.flatMap(({ iteration, losses, total }) => {
    const value = choice === 'total' ? total : losses[choice];
    return isNumber(value) ? [{ iteration, value }] : [];
  });
}

/** β of `smoothed` for a curve of `count` points: the weights fade over a fortieth of the curve. */
export function smoothing(count: number): number {
  return 1 - 1 / Math.max(1, Math.round(count / 40));
}

/** Exponential mean: s_t = (1 − β) Σ_k β^k x_(t−k) / (1 − β^t), the divisor making up for the missing past. */
export function smoothed(points: readonly CurvePoint[], beta: number): readonly CurvePoint[] {
  let mean = 0;
  let fade = 1;
  return points.map(({ iteration, value }) => {
    mean = beta * mean + (1 - beta) * value;
    fade *= beta;
    return { iteration, value: mean / (1 - fade) };
  });
}

/** At most two points a stretch of equally many points: its lowest and its highest, in their order. */
export function thinned(points: readonly CurvePoint[], stretches: number = STRETCHES): readonly CurvePoint[] {
  if (points.length <= 2 * stretches) return points;
  return Array.from({ length: stretches }, (_, i) => {
    const from = Math.floor((i * points.length) / stretches);
    const to = Math.floor(((i + 1) * points.length) / stretches);
    return extremes(points.slice(from, to));
  }).flat();
}

/** A smooth curve with the last point of each stretch, and its first. */
export function sampled(points: readonly CurvePoint[], stretches: number = STRETCHES): readonly CurvePoint[] {
  if (points.length <= 2 * stretches) return points;
  return Array.from({ length: stretches + 1 }, (_, i) =>
    points.at(Math.round((i * (points.length - 1)) / stretches)),
  ).filter((point) => point !== undefined);
}

function extremes(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const lowest = points.reduce((a, b) => (b.value < a.value ? b : a));
  const highest = points.reduce((a, b) => (b.value > a.value ? b : a));
  return [...new Set([lowest, highest])].sort((a, b) => a.iteration - b.iteration);
}

/** The value below which a fraction of the points lies. */
export function quantile(points: readonly CurvePoint[], fraction: number): number {
  const values = Float64Array.from(points, ({ value }) => value).sort();
  return values[Math.round(fraction * (values.length - 1))] ?? NaN;
}
