import { fourier } from './fourier.js';

/** Mean and variance of |g| for a standard normal g. */
const MEAN = Math.sqrt(2 / Math.PI);
const VARIANCE = 1 - 2 / Math.PI;
const FINEST_STEP = 1 / 128;
const MOST_POINTS = 1 << 16;
/** Standard deviations beyond which a normal tail is dropped. */
const TAIL = 9;

/** A distribution on the points origin + k · step, k = 0, 1, …; the masses sum to 1. */
export interface Lattice {
  readonly origin: number;
  readonly step: number;
  readonly mass: Float64Array;
}

/**
 * Distribution of G = |g_1| + … + |g_n| for independent standard normal g: the half-normal density sampled on a
 * lattice and convolved n times with itself in the Fourier domain. The lattice is then shifted and stretched by a few
 * parts in 10^5 so that mean n·sqrt(2/pi) and variance n·(1 - 2/pi) are exact.
 */
export function halfNormalSum(n: number): Lattice {
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`the number of batches is ${n}, it has to be an integer of at least 1`);
  }
  const reach = n * MEAN + TAIL * (Math.sqrt(n * VARIANCE) + 1);
  const step = Math.max(FINEST_STEP, reach / MOST_POINTS);
  const points = 2 ** Math.ceil(Math.log2(reach / step));
  const single = halfNormal(points, step);
  return withMoments(n === 1 ? single : convolutionPower(single, n), step, n * MEAN, n * VARIANCE);
}

function halfNormal(points: number, step: number): Float64Array {
  const mass = Float64Array.from({ length: points }, (_, k) => Math.exp(-((k * step) ** 2) / 2));
  mass[0] = (mass[0] as number) / 2;
  const total = sum(mass);
  return mass.map((value) => value / total);
}

function convolutionPower(single: Float64Array, n: number): Float64Array {
  const signal = { re: Float64Array.from(single), im: new Float64Array(single.length) };
  fourier(signal, -1);
  for (let k = 0; k < single.length; k++) {
    const radius = Math.hypot(signal.re[k] as number, signal.im[k] as number) ** n;
    const angle = Math.atan2(signal.im[k] as number, signal.re[k] as number) * n;
    signal.re[k] = radius * Math.cos(angle);
    signal.im[k] = radius * Math.sin(angle);
  }
  fourier(signal, 1);
  const mass = signal.re.map((value) => Math.max(0, value));
  const total = sum(mass);
  return mass.map((value) => value / total);
}

function withMoments(mass: Float64Array, step: number, mean: number, variance: number): Lattice {
  const rough = step * mass.reduce((total, value, k) => total + value * k, 0);
  const spread = mass.reduce((total, value, k) => total + value * (k * step - rough) ** 2, 0);
  const stretch = Math.sqrt(variance / spread);
  return { origin: mean - rough * stretch, step: step * stretch, mass };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
