import { describe, expect, it } from 'vitest';
import { secondsABatch } from './workers.js';

describe('workers', () => {
  it('together need as long for a batch as their rates add up to', () => {
    const worker = (seconds: number) => ({ secondsPerBatch: [seconds], peakRssBytes: 1, runtime: 'none' });
    expect(secondsABatch([worker(8), worker(8)])).toBe(4);
    expect(secondsABatch([worker(4)])).toBe(4);
    expect(secondsABatch([worker(6), worker(3)])).toBeCloseTo(2);
  });
});
