/** Ranks from 1; equal values share the mean of their ranks (scipy.stats.rankdata's default). */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to++;
    for (let place = from; place < to; place++) ranks[at(order, place)] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

function at(values: readonly number[], i: number): number {
  return values[i] as number;
}
