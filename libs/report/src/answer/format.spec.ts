import { describe, expect, it } from 'vitest';
import { bytes, duration, fixed, grouped, percent, signed } from './format.js';

describe('numbers for readers', () => {
  it('writes three decimals, and a dash where there is no number', () => {
    expect([fixed(0.7834), fixed(1), fixed(null), fixed(undefined), fixed(NaN)]).toEqual([
      '0.783',
      '1.000',
      '–',
      '–',
      '–',
    ]);
  });

  it('writes differences with their sign', () => {
    expect([signed(0.0312), signed(-0.004), signed(null)]).toEqual(['+0.031', '−0.004', '–']);
  });

  it('sets thousands apart', () => {
    expect([grouped(7), grouped(1234), grouped(21_267_648)]).toEqual([
      '7',
      '1\u2009234',
      '21\u2009267\u2009648',
    ]);
  });

  it('writes percentages with two digits that mean something', () => {
    expect([0, 0.0008, 0.045, 0.0999, 0.36, 1].map(percent)).toEqual([
      '0 %',
      '0.08 %',
      '4.5 %',
      '10 %',
      '36 %',
      '100 %',
    ]);
  });

  it('writes sizes in binary units', () => {
    expect([0, 812 * 1024, 3.4 * 1024 ** 3, 64 * 1024 ** 3].map(bytes)).toEqual([
      '0 B',
      '812 KiB',
      '3.4 GiB',
      '64 GiB',
    ]);
  });

  it('writes durations as people say them', () => {
    expect([0.5, 12.34, 245, 7620].map(duration)).toEqual(['0.50 s', '12.3 s', '4 min 05 s', '2 h 07 min']);
  });

  it('never writes sixty seconds or sixty minutes', () => {
    expect([59.97, 119.6, 3599.9].map(duration)).toEqual(['1 min 00 s', '2 min 00 s', '1 h 00 min']);
  });
});
