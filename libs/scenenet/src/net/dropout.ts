import { counterKey, hash } from '../random/counter-hash.js';
import type { DropoutBits } from './head.js';
import type { Task } from '../config/tasks.js';
import { TASKS } from '../config/tasks.js';

const DROPOUT = 3;

/** Counters that identify one forward. */
export interface DropoutCounters {
  readonly seed: number;
  /** Number of the batch within the seed. */
  readonly batch: number;
  readonly batchSize: number;
  /**
   * `reference`: every task drops other elements, as the original does. `correct`: all heads drop the same ones, so
   * that no difference between tasks is a difference of draws.
   */
  readonly compat: 'correct' | 'reference';
}

/**
 * Bits of `Kernels.keepWhere` for one task's head, keyed by (seed, batch, sample, branch, layer). Every call fills the
 * same array again: what the last one returned is valid until then.
 */
export function dropoutBits(counters: DropoutCounters, task: Task): DropoutBits {
  const { seed, batch, batchSize, compat } = counters;
  const draw = compat === 'reference' ? 1 + TASKS.indexOf(task) : 0;
  let bits = new Uint8Array(0);
  return (branch, conv, elements) => {
    const perSample = elements / batchSize;
    if (!Number.isInteger(perSample / 8))
      throw new RangeError(`dropout needs a multiple of 8 elements a sample, got ${perSample}`);
    if (bits.length !== elements / 8) bits = new Uint8Array(elements / 8);
    for (let sample = 0; sample < batchSize; sample++) {
      const key = counterKey(seed, DROPOUT, batch, sample, draw, branch, conv);
      fillBits(bits.subarray((sample * perSample) / 8, ((sample + 1) * perSample) / 8), key);
    }
    return bits;
  };
}

/** Word e of the stream gives bytes 4e..4e+3, lowest first. */
function fillBits(bits: Uint8Array, key: number): void {
  for (let at = 0, e = 0; at < bits.length; at += 4, e++) {
    const word = hash(key, e);
    bits[at] = word;
    bits[at + 1] = word >>> 8;
    bits[at + 2] = word >>> 16;
    bits[at + 3] = word >>> 24;
  }
}
