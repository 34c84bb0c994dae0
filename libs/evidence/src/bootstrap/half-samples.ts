import { counterKey, uniform } from '@metasparse/scenenet';

/** Subsets of a seed's blocks, all of one size. */
export interface HalfSamples {
  /** Which blocks are in: each list ascending. */
  readonly subsets: readonly (readonly number[])[];
  /** Factor that makes the spread over subsets that of the whole: sqrt(m / (B - m)) for m of B blocks. */
  readonly scale: number;
}

/**
 * Half-samples of blocks without replacement (McCarthy 1969): with m of B drawn, a mean has the variance of the whole times
 * (B - m) / m. Every subset holds as many different batches as another; draws with replacement would not, and what depends on the
 * number of batches, as similarity does, would spread by that alone. All subsets where there are at most `most`, drawn ones
 * otherwise; none of fewer than two blocks.
 */
export function halfSamples(blocks: number, most: number, salt: number): HalfSamples {
  const size = Math.floor(blocks / 2);
  const scale = size === 0 ? 0 : Math.sqrt(size / (blocks - size));
  if (size === 0 || most === 0) return { subsets: [], scale };
  if (binomial(blocks, size) <= most) return { subsets: [...combinations(blocks, size)], scale };
  const drawn = Array.from({ length: most }, (_, draw) => subset(blocks, size, counterKey(salt, draw)));
  return { subsets: drawn, scale };
}

function binomial(n: number, k: number): number {
  return k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k;
}

function* combinations(
  n: number,
  size: number,
  first = 0,
  chosen: readonly number[] = [],
): Generator<number[]> {
  if (chosen.length === size) {
    yield [...chosen];
    return;
  }
  for (let next = first; next < n; next++) yield* combinations(n, size, next + 1, [...chosen, next]);
}

/** The first `size` places of a shuffle. */
function subset(n: number, size: number, key: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(uniform(key, i) * (n - i));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order.slice(0, size).sort((a, b) => a - b);
}
