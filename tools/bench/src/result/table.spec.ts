import { describe, expect, it } from 'vitest';
import { BENCHMARKS } from '../subjects/benchmarks.js';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { ratiosOf } from './ratios.js';
import { align, configurationTable } from './table.js';

const GIB = 2 ** 30;

describe('table', () => {
  it('shows seconds, memory, idle share and ratios', () => {
    const round = { round: 1, runtime: 'none', otherWorkShare: 0.03 };
    const measured = {
      'ours-fp32': [
        {
          ...round,
          secondsPerBatch: [4, 5, 6],
          cpuSecondsPerBatch: [9, 9.5, 10],
          peakRssBytes: 2 * GIB,
          idleShare: 0.01,
        },
      ],
      'reference-fp32': [{ ...round, secondsPerBatch: [12.5], peakRssBytes: 4 * GIB }],
    };
    const lines = configurationTable(
      BENCHMARKS.similarity,
      CONFIGURATIONS.nyuv2,
      measured,
      ratiosOf(BENCHMARKS.similarity.questions(CONFIGURATIONS.nyuv2), measured),
    );
    expect(lines[0]).toBe('nyuv2: 2 images of 321 x 321; seg 40, sn 3, depth 1');
    expect(lines).toContainEqual(
      expect.stringMatching(/^ours, fp32 +5\.00 +9\.50 +5\.00 - 5\.00 +2\.00 +1\.0 % +3\.0 %$/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/original loop +2\.50 +2\.50 - 2\.50 +>= 2\.00 +met$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/to the original loop +0\.50 .* <= 0\.55 +met$/));
  });

  it('pads columns to the widest cell', () => {
    expect(
      align([
        ['a', 'bb'],
        ['ccc', 'd'],
      ]),
    ).toEqual(['a    bb', 'ccc   d']);
  });
});
