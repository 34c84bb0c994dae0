import { hash } from '@metasparse/scenenet';

/** Uniform in [0, 1) of a lattice point. */
export function cell(key: number, x: number, y: number): number {
  return hash(key, Math.imul(x, 0x1f1f1f1f) ^ Math.imul(y, 0x0a2c91b5)) / 4294967296;
}

/** Value noise in [0, 1], smooth, with features of size 1. */
export function noise(key: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const a = cell(key, column, row);
  const b = cell(key, column + 1, row);
  const c = cell(key, column, row + 1);
  const d = cell(key, column + 1, row + 1);
  const top = a + (b - a) * sx;
  return top + (c + (d - c) * sx - top) * sy;
}

/**
 * Noise around 0, in [-0.5, 0.5], that fades out where a pixel covers its features: `blur` is a pixel's size in
 * units of the features.
 */
export function faded(key: number, x: number, y: number, blur: number): number {
  if (blur >= 1) return 0;
  return (noise(key, x, y) - 0.5) * (1 - blur);
}
