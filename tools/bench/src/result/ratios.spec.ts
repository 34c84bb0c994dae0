import { describe, expect, it } from 'vitest';
import type { RoundMeasurement } from '../run/rounds.js';
import { BENCHMARKS } from '../subjects/benchmarks.js';
import { CONFIGURATIONS } from '../subjects/configurations.js';
import { compareWithBest } from './questions.js';
import { meets, ratiosOf } from './ratios.js';

const { questions } = BENCHMARKS.similarity;

describe('ratios', () => {
  it('compares only what was measured', () => {
    expect(ratiosOf(questions(CONFIGURATIONS.nyuv2), { 'ours-fp32': [measured(4, 2)] })).toEqual([]);
  });

  it('says how many times faster ours is, and whether that is what is wanted', () => {
    const ratios = ratiosOf(questions(CONFIGURATIONS.nyuv2), {
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
    expect(ratiosOf(questions(CONFIGURATIONS.cityscapes), twice)[0]?.met).toBe(true);
    expect(ratiosOf(questions(CONFIGURATIONS.taskonomy5), twice)[0]?.met).toBe(false);
  });

  it('holds ours against the best of the others in each round', () => {
    const best = compareWithBest('fp32', 'ours-fp32', ['reference-fp32', 'tuned-fp32'], {
      relation: '>=',
      bound: 1.05,
    });
    const [speed, memory] = ratiosOf(best, {
      'ours-fp32': [measured(10, 3), measured(10, 3)],
      'reference-fp32': [measured(10, 2), measured(12, 4)],
      'tuned-fp32': [measured(11, 4), measured(11, 4)],
    });
    expect(speed?.value).toEqual({ median: 1.05, min: 1, max: 1.1 });
    expect(speed?.met).toBe(true);
    expect(memory?.value).toEqual({ median: 1.125, min: 0.75, max: 1.5 });
    expect(memory?.met).toBe(false);
  });

  it('are only asked of subjects that a benchmark has', () => {
    for (const { questions: ask, subjects } of Object.values(BENCHMARKS))
      for (const { ours, others } of ask(CONFIGURATIONS.nyuv2))
        expect(subjects.includes(ours) && others.some((id) => subjects.includes(id))).toBe(true);
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
