import type { Candidates } from './candidates.js';

/**
 * Indexed by block, a set of tasks that are taken from one network: the least of (loss of the block + `price` x cost) over the
 * networks that may serve it, Infinity where none does. With overlap a network serves any block inside it. 3^tasks steps.
 */
export function blockValues(candidates: Candidates, overlap: boolean, price: number): Float64Array {
  const values = new Float64Array(candidates.everyTask + 1).fill(Infinity);
  const sums = new Float64Array(candidates.everyTask + 1);
  for (const group of candidates.groups) {
    const paid = price === 0 ? 0 : price * candidates.cost(group);
    for (let block = group & -group; block !== 0; block = (block - group) & group) {
      const low = block & -block;
      sums[block] = (sums[block ^ low] as number) + candidates.loss(group, 31 - Math.clz32(low));
      if (!overlap && block !== group) continue;
      const value = (sums[block] as number) + paid;
      if (value < (values[block] as number)) values[block] = value;
    }
  }
  return values;
}

/** Indexed by block: the cost of the cheapest network that may serve it. */
export function blockCosts(candidates: Candidates, overlap: boolean): Float64Array {
  const costs = new Float64Array(candidates.everyTask + 1).fill(Infinity);
  for (const group of candidates.groups) {
    const cost = candidates.cost(group);
    for (let block = group; block !== 0; block = overlap ? (block - 1) & group : 0)
      if (cost < (costs[block] as number)) costs[block] = cost;
  }
  return costs;
}

/** Indexed by set of tasks: the least sum of the values of blocks that are a partition of it. 3^tasks / 2 steps. */
export function bestCovers(values: Float64Array): Float64Array {
  const best = new Float64Array(values.length);
  for (let tasks = 1; tasks < values.length; tasks++) best[tasks] = extend(values, best, tasks);
  return best;
}

/** bestCovers with at most k blocks, for k = 0 to `most`. */
export function layeredCovers(values: Float64Array, most: number): Float64Array[] {
  const none = new Float64Array(values.length).fill(Infinity);
  none[0] = 0;
  const layers = [none];
  for (let k = 1; k <= most; k++) {
    const before = layers[k - 1] as Float64Array;
    const layer = new Float64Array(values.length);
    for (let tasks = 1; tasks < values.length; tasks++) layer[tasks] = extend(values, before, tasks);
    layers.push(layer);
  }
  return layers;
}

/** The lowest task is in one of the blocks: the least of its block's value and what `rest` gives for the others. */
function extend(values: Float64Array, rest: Float64Array, tasks: number): number {
  const low = tasks & -tasks;
  const others = tasks ^ low;
  let least = Infinity;
  for (let mates = others; ; mates = (mates - 1) & others) {
    const value = (values[mates | low] as number) + (rest[others ^ mates] as number);
    if (value < least) least = value;
    if (mates === 0) return least;
  }
}
