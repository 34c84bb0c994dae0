import { describe, expect, it } from 'vitest';
import type { RoundMeasurement } from '../run/rounds.js';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { meets, ratiosOf } from './ratios.js';

describe('ratios', () => {
  it('compares only what was measured', () => {
    expect(ratiosOf(CONFIGURATIONS.nyuv2, { 'ours-fp32': [measured(4, 2)] })).toEqual([]);
  });

  it('says how many times faster ours is, and whether that is what is wanted', () => {
    const ratios = ratiosOf(CONFIGURATIONS.nyuv2, {
      'ours-fp32': [measured(4, 2), measured(5, 2)],
      'reference-fp32': [measured(10, 4), measured(10, 5)],
    });
    const speed = ratios.find(({ what }) => what.startsWith('speed'));
    expect(speed?.value).toEqual({ median: 2.25, min: 2, max: 2.5 });
    expect(speed?.met).toBe(true);
    expect(ratios.find(({ what }) => what.startsWith('memory'))?.value.max).toBe(0.5);
  });

  it('holds each configuration to its own factor', () => {
    const twice = { 'ours-fp32': [measured(5, 1)], 'reference-fp32': [measured(10, 2)] };
    expect(ratiosOf(CONFIGURATIONS.cityscapes, twice)[0]?.met).toBe(true);
    expect(ratiosOf(CONFIGURATIONS.taskonomy5, twice)[0]?.met).toBe(false);
  });

  it('knows each relation', () => {
    expect(meets(1, { relation: '>', bound: 1 })).toBe(false);
    expect(meets(1, { relation: '>=', bound: 1 })).toBe(true);
    expect(meets(1, { relation: '<', bound: 1 })).toBe(false);
    expect(meets(1, { relation: '<=', bound: 1 })).toBe(true);
  });
});

function measured(seconds: number, peakRssBytes: number): RoundMeasurement {
  return { secondsPerBatch: [seconds], peakRssBytes, runtime: 'none', round: 1, otherWorkShare: undefined };
}
