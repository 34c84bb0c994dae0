import { streamKey, symmetric, type Kernels, type Tensor } from '@metasparse/scenenet';
import { openDevice } from '@metasparse/tf-native';

export const device = openDevice('auto');
export const kernels: Kernels = device.kernels;

export function random(
  stream: number,
  shape: readonly number[],
  map: (v: number) => number = (v) => v,
): Float32Array {
  const key = streamKey(stream);
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, e) => map(symmetric(key, e)));
}

export function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

/** Runs `f` on an uploaded array and reads its result back, freeing both. */
export function evaluate(
  data: Float32Array,
  shape: readonly number[],
  f: (x: Tensor) => Tensor,
): Float32Array {
  const x = kernels.upload(data, shape);
  const y = f(x);
  const values = kernels.read(y);
  kernels.free(x, y);
  return values;
}

/**
 * d<weights, f(x)>/dx in a direction, by central differences in float64 of float32 values. The step is a power of two
 * so that x + h d is as exact as float32 allows.
 */
export function directional(
  f: (x: Float32Array) => Float32Array,
  x: Float32Array,
  direction: Float32Array,
  weights: Float32Array,
  step = 2 ** -6,
): number {
  const moved = (sign: number): Float32Array =>
    f(x.map((value, i) => value + sign * step * (direction[i] as number)));
  return (dot(weights, moved(1)) - dot(weights, moved(-1))) / (2 * step);
}
