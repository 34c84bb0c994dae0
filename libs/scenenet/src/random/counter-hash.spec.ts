import { describe, expect, it } from 'vitest';
import { counterKey, hash, streamKey, symmetric, uniform } from './counter-hash.js';

describe('the counter hash', () => {
  it('gives the published numbers of stream 0', () => {
    const key = streamKey(0);
    expect([0, 1, 2, 3].map((e) => hash(key, e))).toEqual([340428713, 4271071020, 67527440, 3713820778]);
    expect(symmetric(key, 0)).toBe(-0.8414756059646606);
  });

  it('is a function of stream, element and salt alone', () => {
    expect(hash(streamKey(5, 9), 77)).toBe(hash(streamKey(5, 9), 77));
    expect(hash(streamKey(5, 9), 77)).not.toBe(hash(streamKey(5, 8), 77));
    expect(hash(streamKey(5, 9), 77)).not.toBe(hash(streamKey(6, 9), 77));
  });

  it('tells the order of counters apart', () => {
    expect(counterKey(1, 2, 3)).not.toBe(counterKey(3, 2, 1));
    expect(counterKey(1, 2)).not.toBe(counterKey(1, 2, 0));
  });

  it('is uniform: mean 1/2, variance 1/12, no lag-one correlation', () => {
    const key = counterKey(42);
    const values = Float64Array.from({ length: 200_000 }, (_, e) => uniform(key, e) - 0.5);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + b * b, 0) / values.length;
    const lag = values.reduce((a, b, i) => a + b * (values[i + 1] ?? 0), 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.003);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
    expect(Math.abs(lag)).toBeLessThan(0.001);
  });
});
