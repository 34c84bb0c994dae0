import type { Tensor } from '@metasparse/scenenet';

const show = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

export function requireRank(kernel: string, name: string, x: Tensor, rank: number): void {
  if (x.shape.length !== rank)
    throw new RangeError(`${kernel}: ${name} must have ${rank} axes, got shape ${show(x.shape)}`);
}

export function requireShape(kernel: string, name: string, x: Tensor, shape: readonly number[]): void {
  if (x.shape.length !== shape.length || x.shape.some((n, i) => n !== shape[i]))
    throw new RangeError(`${kernel}: ${name} must have shape ${show(shape)}, got ${show(x.shape)}`);
}

export function requireSame(
  kernel: string,
  what: string,
  a: number | undefined,
  b: number | undefined,
): void {
  if (a !== b) throw new RangeError(`${kernel}: ${what} must agree, got ${a} and ${b}`);
}
