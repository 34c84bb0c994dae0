import { describe, expect, it } from 'vitest';
import { dropoutBits, type DropoutCounters } from './dropout.js';

const COUNTERS: DropoutCounters = { seed: 3, batch: 7, batchSize: 2, compat: 'correct' };
const ELEMENTS = 2 * 5 * 5 * 16;

function bitsOf(counters: DropoutCounters, task: 'seg' | 'depth', branch = 0, conv: 1 | 2 = 1): Uint8Array {
  return dropoutBits(counters, task)(branch, conv, ELEMENTS).slice();
}

describe('dropout bits', () => {
  it('drop the same elements in every head by default, so that no difference between tasks is one of draws', () => {
    expect(bitsOf(COUNTERS, 'seg')).toEqual(bitsOf(COUNTERS, 'depth'));
  });

  it('differ between tasks in compat reference, as each task of the original draws anew', () => {
    const reference = { ...COUNTERS, compat: 'reference' } as const;
    expect(bitsOf(reference, 'seg')).not.toEqual(bitsOf(reference, 'depth'));
  });

  it.each([
    ['seed', { ...COUNTERS, seed: 4 }, 0, 1],
    ['batch', { ...COUNTERS, batch: 8 }, 0, 1],
    ['branch', COUNTERS, 1, 1],
    ['convolution', COUNTERS, 0, 2],
  ] as const)('differ by %s', (_, counters, branch, conv) => {
    expect(bitsOf(counters, 'seg', branch, conv)).not.toEqual(bitsOf(COUNTERS, 'seg'));
  });

  it('belong to a sample, whatever else is in the batch', () => {
    const alone = dropoutBits({ ...COUNTERS, batchSize: 1 }, 'seg')(0, 1, ELEMENTS / 2);
    expect(bitsOf(COUNTERS, 'seg').subarray(0, ELEMENTS / 16)).toEqual(alone);
  });

  it('keep half of the elements', () => {
    const many = dropoutBits({ ...COUNTERS, batchSize: 1 }, 'seg')(0, 1, 800_000);
    const kept = many.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(Math.abs(kept / 800_000 - 0.5)).toBeLessThan(0.003);
  });

  it('refuse a sample whose elements are no whole number of bytes', () => {
    expect(() => dropoutBits(COUNTERS, 'seg')(0, 1, 2 * 12)).toThrow(
      'multiple of 8 elements a sample, got 12',
    );
  });
});
