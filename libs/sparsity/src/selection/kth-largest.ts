import { layerSum } from '../scores/norm.js';
import { type TaskScores, readLayer } from '../scores/task-scores.js';
import { bitsToFloat, floatBits } from './float-bits.js';

const LOW_BITS = 16;
const HIGH_BINS = 1 << 15;
const LOW_BINS = 1 << LOW_BITS;
const MAX_FINITE_BITS = 0x7f7fffff;
const MINUS_ZERO_BITS = 0x80000000;

/** The wanted scores, and the sum of all as `normFactor` has it before rounding. */
export interface SelectedScores {
  readonly kth: readonly number[];
  readonly sum: number;
}

/**
 * The K-th largest score over all layers, for several K at once, exactly and without sorting. Non-negative float32
 * order is the order of their bit patterns, so one pass counts the upper 16 bits of every score and a second one the
 * lower 16 bits of those that share them with an answer. O(n), and 256 KiB per distinct upper half.
 *
 * @param ranks K of each wanted score, 1 for the largest; 1 <= K <= number of scores.
 * @throws RangeError naming task, layer and element of a score that is negative, infinite or not a number.
 */
export function kthLargest(scores: TaskScores, ranks: readonly number[]): readonly number[] {
  return selectScores(scores, ranks).kth;
}

/** `kthLargest`, with the sum of the scores from the same first pass: layers may be costly to read. */
export function selectScores(scores: TaskScores, ranks: readonly number[]): SelectedScores {
  const high = new Uint32Array(HIGH_BINS);
  let sum = 0;
  for (let index = 0; index < scores.layers.length; index++) {
    const layer = readLayer(scores, index);
    countHigh(scores, index, layer, high);
    sum += layerSum(layer);
  }
  const places = ranks.map((rank) => locate(high, rank));
  const lows = countLow(scores, new Set(places.map((place) => place.bin)));
  const kth = places.map(({ bin, rank }) => {
    const low = locate(lows.get(bin) ?? new Uint32Array(0), rank);
    return bitsToFloat(bin * LOW_BINS + low.bin);
  });
  return { kth, sum };
}

function countHigh(scores: TaskScores, index: number, layer: Float32Array, counts: Uint32Array): void {
  const bits = floatBits(layer);
  for (let i = 0; i < bits.length; i++) {
    const pattern = bits[i] as number;
    const bin = pattern > MAX_FINITE_BITS ? binOfOdd(scores, index, i, pattern) : pattern >>> LOW_BITS;
    counts[bin] = (counts[bin] as number) + 1;
  }
}

/** Counts the lower halves of scores whose upper half is one of `bins`. */
function countLow(scores: TaskScores, bins: ReadonlySet<number>): ReadonlyMap<number, Uint32Array> {
  const order = [...bins];
  const slots = new Uint8Array(1 << 16);
  order.forEach((bin, slot) => (slots[bin] = slot + 1));
  const counts = order.map(() => new Uint32Array(LOW_BINS));
  for (let index = 0; index < scores.layers.length; index++) {
    const bits = floatBits(readLayer(scores, index));
    for (let i = 0; i < bits.length; i++) {
      const pattern = bits[i] as number;
      const slot = slots[pattern === MINUS_ZERO_BITS ? 0 : pattern >>> LOW_BITS] as number;
      if (slot > 0) {
        const lows = counts[slot - 1] as Uint32Array;
        const low = pattern & (LOW_BINS - 1);
        lows[low] = (lows[low] as number) + 1;
      }
    }
  }
  return new Map(order.map((bin, slot) => [bin, counts[slot] as Uint32Array]));
}

/** The bin that holds the `rank`-th largest, and the rank that is left inside it. */
function locate(counts: Uint32Array, rank: number): { bin: number; rank: number } {
  let left = rank;
  for (let bin = counts.length - 1; bin >= 0; bin--) {
    const count = counts[bin] as number;
    if (left <= count) {
      return { bin, rank: left };
    }
    left -= count;
  }
  throw new RangeError(`rank ${rank} is above the number of scores`);
}

/** A pattern above the largest finite float: minus zero counts as zero, anything else is refused. */
function binOfOdd(scores: TaskScores, index: number, element: number, pattern: number): number {
  if (pattern === MINUS_ZERO_BITS) {
    return 0;
  }
  const name = scores.layers[index]?.name ?? '';
  throw new RangeError(
    `${scores.task}, layer ${index} (${name}), element ${element}: score ${bitsToFloat(pattern)}, it has to be finite and not negative`,
  );
}
