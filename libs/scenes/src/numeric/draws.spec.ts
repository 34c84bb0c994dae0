import { describe, expect, it } from 'vitest';
import { Draws, PURPOSES } from './draws.js';

const first = (seed: number, index: number, attempt: number): number[] =>
  PURPOSES.map((purpose) => Draws.of(seed, index, attempt, purpose).unit());

describe('Draws', () => {
  it('gives the same numbers for the same counters', () => {
    expect(first(3, 5, 0)).toEqual(first(3, 5, 0));
  });

  it('gives other numbers for another seed, index, attempt or purpose', () => {
    const all = [first(3, 5, 0), first(4, 5, 0), first(3, 6, 0), first(3, 5, 1)].flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses to pick from nothing', () => {
    expect(() => Draws.of(1, 1, 0, 'room').pick([])).toThrow(RangeError);
  });
});
