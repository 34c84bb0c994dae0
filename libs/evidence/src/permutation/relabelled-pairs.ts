export type Pair = readonly [number, number];

/**
 * Where the value of each pair comes from when task i takes the label of task `labels[i]`: the index of the pair of the new
 * labels. A list with only one of (a, b) and (b, a) is of unordered pairs.
 * @throws RangeError where a pair of the new labels is not in the list.
 */
export function relabelledPairs(pairs: readonly Pair[], labels: readonly number[]): number[] {
  const places = new Map(pairs.map(([a, b], i) => [`${a},${b}`, i]));
  return pairs.map(([a, b]) => {
    const [x, y] = [labels[a], labels[b]];
    const place = places.get(`${x},${y}`) ?? places.get(`${y},${x}`);
    if (place === undefined) throw new RangeError(`the pair ${x}, ${y} is not in the list of pairs`);
    return place;
  });
}
