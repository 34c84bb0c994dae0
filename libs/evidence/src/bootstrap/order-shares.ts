/** An order of pairs, most alike first, and the share of draws that gave it. */
export interface OrderShare {
  readonly order: readonly number[];
  readonly probability: number;
}

/**
 * How often each order of the pairs came up over draws, the most frequent first; equal values keep the order of the pairs.
 * @param means means[pair][draw].
 */
export function orderShares(means: readonly (readonly number[])[]): OrderShare[] {
  const draws = means[0]?.length ?? 0;
  const counts = new Map<string, { readonly order: readonly number[]; count: number }>();
  for (let draw = 0; draw < draws; draw++) {
    const order = orderOf(means.map((values) => values[draw] ?? NaN));
    const known = counts.get(order.join()) ?? { order, count: 0 };
    known.count++;
    counts.set(order.join(), known);
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || a.order.join().localeCompare(b.order.join()))
    .map(({ order, count }) => ({ order, probability: count / draws }));
}

/** Indices of the values, largest first. */
export function orderOf(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => (values[b] ?? NaN) - (values[a] ?? NaN) || a - b);
}
