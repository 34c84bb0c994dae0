import { InvalidDataError } from '@metasparse/contracts';
import { describe, expect, it } from 'vitest';
import { parseCompact, type CompactMeasurement } from './compact-measurement.js';
import { compactTable } from './compact-table.js';

const MEASURED: CompactMeasurement = {
  criterion: 'snip',
  sparsity: 90,
  flops: { dense: 200e9, masked: 20e9, compact: 50e9 },
  weights: { dense: 1000, masked: 100, compact: 250 },
  channels: 400,
  keptChannels: 100,
  seconds: { dense: [4, 4], masked: [4, 4], compact: [1, 2] },
  cpuSeconds: { dense: [8, 8], masked: [8, 8], compact: [2, 4] },
  worstDifference: 2.5e-7,
  peakRssBytes: 1,
  tensorflow: '2.21.0',
};

describe('compaction', () => {
  it('shows what is left in theory and in time', () => {
    const [, row] = compactTable([MEASURED]);
    expect(row?.split(/ {2,}/)).toEqual([
      'snip 90 %',
      '200.0',
      '20.0',
      '50.0',
      '25.0 %',
      '4.000',
      '4.000',
      '1.500',
      '3.00',
      '2.00 - 4.00',
      '2.5e-7',
    ]);
  });

  it('is read from the last line', () => {
    expect(parseCompact(`started\n${JSON.stringify(MEASURED)}\n`)).toEqual(MEASURED);
    expect(() => parseCompact('')).toThrow(InvalidDataError);
    const without = { ...MEASURED, seconds: { ...MEASURED.seconds, compact: [] } };
    expect(() => parseCompact(JSON.stringify(without))).toThrow('seconds of three nets');
    expect(() => parseCompact('{"seconds":{}}')).toThrow(InvalidDataError);
  });
});
