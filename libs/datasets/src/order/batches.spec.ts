import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf } from './batches.js';
import { sampleOrder } from './sample-order.js';

describe('sampleOrder', () => {
  it('is a permutation, another one in each epoch and for each seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(1000), fc.integer({ min: 1, max: 300 }), (seed, epoch, count) => {
        const order = sampleOrder(seed, epoch, count);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(sampleOrder(seed, epoch, count)).toEqual(order);
      }),
    );
    expect(sampleOrder(1, 0, 100)).not.toEqual(sampleOrder(1, 1, 100));
    expect(sampleOrder(1, 0, 100)).not.toEqual(sampleOrder(2, 0, 100));
  });

  it('puts every sample everywhere about equally often', () => {
    const counts = new Array<number>(25).fill(0);
    for (let epoch = 0; epoch < 5000; epoch++) {
      sampleOrder(3, epoch, 5).forEach(
        (sample, place) => (counts[sample * 5 + place] = (counts[sample * 5 + place] ?? 0) + 1),
      );
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('batchesOf', () => {
  const plan = { seed: 4, count: 5, batchSize: 2, shuffle: true };

  it('goes through each epoch once before the next begins', () => {
    const batch = batchesOf(plan);
    const slots = Array.from({ length: 5 }, (_, b) => batch(b)).flat();
    for (const epoch of [0, 1]) {
      const seen = slots.filter((slot) => slot.epoch === epoch).map(({ sampleIndex }) => sampleIndex);
      expect(seen.sort()).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it('gives batch b the same slots whatever was asked before', () => {
    const batch = batchesOf(plan);
    const seventh = batch(7);
    for (const other of [0, 100, 3]) batch(other);
    expect(batch(7)).toEqual(seventh);
    expect(batchesOf(plan)(7)).toEqual(seventh);
  });

  it('repeats samples of a dataset smaller than a batch with another epoch', () => {
    const slots = batchesOf({ ...plan, count: 2, batchSize: 5, shuffle: false })(0);
    expect(slots.map(({ epoch, sampleIndex }) => [epoch, sampleIndex])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
    ]);
  });

  it.each([{ count: 0 }, { batchSize: 0 }, { batchSize: 1.5 }])('refuses %o', (wrong) => {
    expect(() => batchesOf({ ...plan, ...wrong })).toThrow(RangeError);
  });

  it('refuses a batch index below 0', () => {
    expect(() => batchesOf(plan)(-1)).toThrow('batch is -1; it must be a whole number >= 0');
  });
});
