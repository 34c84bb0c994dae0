import { countedMean, percentileInterval, resampledSeeds, type Interval } from '../certainty/resample.js';

/** Where a curve of overlaps over the layers falls. */
export interface BranchPoint {
  /** Layers of the shared trunk: the tasks part before layer `shared`, counted from 0. */
  readonly shared: number;
  /** Mean overlap of the trunk's layers and of the layers behind it. */
  readonly above: number;
  readonly below: number;
  /** Part of the curve's variance over layers that the two means explain, 0 to 1. */
  readonly explained: number;
}

/**
 * One change point by least squares (the first split of a regression tree, Breiman et al. 1984; the maximum-likelihood change point
 * for normal errors, Hinkley 1970). With x_l the overlap of layer l of L, mean(a, b) the mean of x_a ... x_(b-1):
 *
 *   shared = argmin over 1 <= b < L of sum_(l<b) (x_l - mean(0, b))^2 + sum_(l>=b) (x_l - mean(b, L))^2,
 *
 * over those b where mean(0, b) > mean(b, L); of equal ones the first. null where the overlap falls at no b, then nothing speaks for
 * a place to part. Values that are not numbers are left out of means and sums.
 * @throws RangeError for fewer than 2 layers.
 */
export function branchPoint(overlaps: readonly number[]): BranchPoint | null {
  if (overlaps.length < 2) throw new RangeError(`${overlaps.length} layers; at least 2 are needed`);
  const all = spread(overlaps);
  let best: (BranchPoint & { readonly error: number }) | null = null;
  for (let shared = 1; shared < overlaps.length; shared++) {
    const [trunk, rest] = [spread(overlaps.slice(0, shared)), spread(overlaps.slice(shared))];
    const error = trunk.error + rest.error;
    if (!(trunk.mean > rest.mean) || (best !== null && error >= best.error)) continue;
    const explained = error === 0 ? 1 : Math.max(0, 1 - error / all.error);
    best = { shared, above: trunk.mean, below: rest.mean, explained, error };
  }
  if (best === null) return null;
  const { error: _error, ...point } = best;
  return point;
}

export interface BranchPointCertainty {
  /** Interval of `shared` over resampled seeds; null with one seed. */
  readonly interval: Interval | null;
  /** `shared` of each seed by itself; null where its curve does not fall. */
  readonly seedPoints: readonly (number | null)[];
  /** Share of resampled curves that part at the same layer; null with one seed. */
  readonly same: number | null;
  /** Share of resampled curves that part anywhere. */
  readonly anywhere: number | null;
}

export interface Resampling {
  readonly draws: number;
  /** Starts the draws: the same gives the same bits. */
  readonly salt: number;
  /** Coverage of intervals, between 0 and 1. */
  readonly confidence: number;
}

/** Bootstrap over seeds of `branchPoint` of the mean curve; `curves[seed][layer]`. */
export function branchPointCertainty(
  curves: readonly (readonly number[])[],
  { draws, salt, confidence }: Resampling,
): BranchPointCertainty {
  const seedPoints = curves.map((curve) => branchPoint(curve)?.shared ?? null);
  if (curves.length < 2) return { interval: null, seedPoints, same: null, anywhere: null };
  const equal = curves.map(() => 1);
  const chosen = branchPoint(meanCurve(curves, equal))?.shared;
  const points = resampledSeeds(curves.length, draws, salt).map(
    (times) => branchPoint(meanCurve(curves, times))?.shared,
  );
  const found = points.filter((point) => point !== undefined);
  return {
    interval: found.length === 0 ? null : percentileInterval(found, confidence),
    seedPoints,
    same: points.filter((point) => point === chosen).length / draws,
    anywhere: found.length / draws,
  };
}

/** Layer by layer the mean over seeds, each as often as `times` says. */
export function meanCurve(curves: readonly (readonly number[])[], times: readonly number[]): number[] {
  return (curves[0] ?? []).map((_, layer) =>
    countedMean(
      curves.map((curve) => curve[layer] ?? NaN),
      times,
    ),
  );
}

/** Mean and sum of squared distances to it of the values that are numbers. */
function spread(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const numbers = values.filter(Number.isFinite);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return { mean, error: numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}
