import { counterKey, uniform } from '@metasparse/scenenet';

/** Permutations of 0 .. n-1; the first one leaves everything in its place. */
export interface Permutations {
  /** Whether these are all n! of them, each once. */
  readonly exact: boolean;
  readonly list: readonly (readonly number[])[];
}

export interface PermutationLimits {
  /** All permutations are listed where there are at most this many. */
  readonly most: number;
  /** How many are drawn otherwise, with replacement. */
  readonly draws: number;
  readonly seed: number;
}

/** All permutations of n things, or as many random ones as asked for and the identity; the same from the same seed. */
export function permutations(n: number, { most, draws, seed }: PermutationLimits): Permutations {
  if (factorial(n) <= most) return { exact: true, list: [...all(n)] };
  const identity = Array.from({ length: n }, (_, i) => i);
  const drawn = Array.from({ length: draws }, (_, draw) => shuffled(identity, counterKey(seed, draw)));
  return { exact: false, list: [identity, ...drawn] };
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** In lexicographic order. */
function* all(n: number, chosen: readonly number[] = []): Generator<number[]> {
  if (chosen.length === n) yield [...chosen];
  for (let i = 0; i < n; i++) if (!chosen.includes(i)) yield* all(n, [...chosen, i]);
}

/** Fisher and Yates. */
function shuffled(values: readonly number[], key: number): number[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(key, i) * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
