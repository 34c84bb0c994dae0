import { describe, expect, it } from 'vitest';
import { judgedText } from './cell-text.js';
import type { ReproducedCell } from './reproduced-table.js';

const cell: ReproducedCell = {
  ours: 0.8531,
  sd: 0.004,
  seeds: 4,
  published: { value: 0.851, text: '0.851', source: 'Table 1' },
  difference: 0.0021,
  judged: { interval: [0.849, 0.8574], null: 0.834, verdict: 'above its null', corrected: 0.314 },
};

describe('the judgement of a reproduced cell', () => {
  it('is told in as many digits as were printed', () => {
    expect(judgedText(cell)).toBe('0.849 to 0.857, null 0.834, corrected 0.31, above its null');
  });

  it('says what is missing, and nothing where nothing is known', () => {
    const judged = { interval: null, null: null, verdict: 'no null to compare with', corrected: null };
    expect(judgedText({ ...cell, judged })).toBe('no corrected score, no null to compare with');
    const { judged: _judged, ...plain } = cell;
    expect(judgedText(plain)).toBe('');
  });
});
