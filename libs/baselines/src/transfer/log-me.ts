import { dot, range } from '../linear/range.js';
import { crossRow, type SampleSums } from './sample-sums.js';

const MOST_STEPS = 11;
const CONVERGED = 1e-3;
const EPSILON = 1e-5;

/** What the evidence of one target depends on: s^2 and the squared projections (u'y)^2 of the singular values, and y'y. */
interface Target {
  readonly sigma: readonly number[];
  readonly projections: readonly number[];
  readonly squares: number;
  readonly samples: number;
}

/**
 * LogME (You et al. 2021): log maximum evidence per sample of a linear model of the targets, mean over the targets, by the fixed
 * point of the authors' code. `classes`: targets are indicators and those that never occur are left out, else they are values and
 * each is brought to mean 0 and variance 1, so that tasks of different units compare; one without spread is left out. Directions in which
 * the features have no extent add nothing to the evidence. NaN where no target is left.
 */
export function logMe(sums: SampleSums, kind: 'classes' | 'values'): number {
  if (sums.samples === 0) return NaN;
  const { values: sigma, vectors } = range(sums.ff, sums.dimensions);
  const evidences = Array.from({ length: sums.targets }, (_, k) => {
    const target = kind === 'classes' ? indicator(sums, k) : standardised(sums, k);
    if (target === null) return null;
    const projections = sigma.map((value, i) => dot(vectors[i] as Float64Array, target.cross) ** 2 / value);
    return evidence({ sigma, projections, squares: target.squares, samples: sums.samples });
  }).filter((value) => value !== null);
  return evidences.reduce((sum, value) => sum + value, 0) / evidences.length;
}

interface Cross {
  /** F'y */
  readonly cross: Float64Array;
  readonly squares: number;
}

function indicator(sums: SampleSums, k: number): Cross | null {
  const count = sums.y[k] as number;
  return count === 0 ? null : { cross: crossRow(sums, k), squares: count };
}

function standardised(sums: SampleSums, k: number): Cross | null {
  const { samples, f, y, yy, targets } = sums;
  const mean = (y[k] as number) / samples;
  const square = (yy[k * targets + k] as number) / samples;
  const variance = square - mean ** 2;
  if (variance <= samples * Number.EPSILON * square) return null;
  const deviation = Math.sqrt(variance);
  const cross = crossRow(sums, k).map((sum, d) => (sum - mean * (f[d] as number)) / deviation);
  return { cross, squares: samples };
}

function evidence({ sigma, projections, squares, samples }: Target): number {
  const outside = squares - projections.reduce((sum, x2) => sum + x2, 0);
  let [alpha, beta, length, residual] = [1, 1, 0, 0];
  for (let step = 0; step < MOST_STEPS; step++) {
    const t = alpha / beta;
    const gamma = sum(sigma, (s) => s / (s + t));
    length = sum(sigma, (s, i) => (s * (projections[i] as number)) / (t + s) ** 2);
    residual = outside + sum(sigma, (s, i) => (projections[i] as number) / (1 + s / t) ** 2);
    alpha = gamma / (length + EPSILON);
    beta = (samples - gamma) / (residual + EPSILON);
    if (Math.abs(alpha / beta - t) / t <= CONVERGED) break;
  }
  const determinant = sum(sigma, (s) => Math.log(alpha + beta * s) - Math.log(alpha));
  const log =
    samples * (Math.log(beta) - Math.log(2 * Math.PI)) - determinant - beta * residual - alpha * length;
  return log / (2 * samples);
}

function sum(values: readonly number[], term: (value: number, i: number) => number): number {
  return values.reduce((total, value, i) => total + term(value, i), 0);
}
