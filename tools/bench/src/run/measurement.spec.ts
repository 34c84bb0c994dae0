import { InvalidDataError } from '@metasparse/contracts';
import { describe, expect, it } from 'vitest';
import { parseMeasurement } from './measurement.js';

const GOOD = { secondsPerBatch: [1.5, 2], peakRssBytes: 1024, tensorflow: '2.21.0', idleShare: 0.25 };

describe('measurement', () => {
  it('is the last line of JSON that has seconds', () => {
    const stdout = `started\n{"batch":1}\n${JSON.stringify({ ...GOOD, peakRssBytes: 1 })}\n${JSON.stringify(GOOD)}\n`;
    expect(parseMeasurement(stdout, 'ours')).toEqual({
      secondsPerBatch: [1.5, 2],
      peakRssBytes: 1024,
      runtime: 'tensorflow 2.21.0',
      idleShare: 0.25,
    });
  });

  it.each([
    ['', 'ours printed no line of JSON with secondsPerBatch.'],
    ['{"secondsPerBatch":', 'ours printed no line of JSON with secondsPerBatch.'],
    [JSON.stringify({ ...GOOD, secondsPerBatch: [] }), 'ours printed a secondsPerBatch that is not'],
    [JSON.stringify({ ...GOOD, secondsPerBatch: [1, 'x'] }), 'ours printed a secondsPerBatch that is not'],
    [JSON.stringify({ ...GOOD, peakRssBytes: -1 }), 'ours printed a peakRssBytes that is not'],
  ])('refuses %j', (stdout, sentence) => {
    expect(() => parseMeasurement(stdout, 'ours')).toThrow(InvalidDataError);
    expect(() => parseMeasurement(stdout, 'ours')).toThrow(sentence);
  });
});
