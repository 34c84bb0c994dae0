import { expect, it } from 'vitest';
import { learningRate, type Schedule } from './learning-rate.js';
import { TRAINING_DEFAULTS } from './published.js';

const at = (schedule: Schedule, iterations: readonly number[]): number[] =>
  iterations.map((iteration) => learningRate(schedule, iteration));

it('halves every 4000 iterations on NYUv2', () => {
  expect(at(TRAINING_DEFAULTS.nyuv2.schedule, [0, 3999, 4000, 8000])).toEqual([1e-3, 1e-3, 5e-4, 2.5e-4]);
});

it('multiplies step by step, as PyTorch does', () => {
  expect(at(TRAINING_DEFAULTS.taskonomy.schedule, [36_000])).toEqual([1e-4 * 0.3 * 0.3 * 0.3]);
});

it('falls along half a cosine to zero and stays there', () => {
  const schedule: Schedule = { rate: 2, decay: { kind: 'cosine', iterations: 10 }, warmUp: 0 };
  const [first, middle, last, after] = at(schedule, [0, 5, 10, 11]);
  expect([first, last, after]).toEqual([2, 0, 0]);
  expect(middle).toBeCloseTo(1, 12);
});

it('climbs linearly while it warms up', () => {
  const schedule: Schedule = { rate: 4, decay: { kind: 'constant' }, warmUp: 4 };
  expect(at(schedule, [0, 1, 3, 4])).toEqual([1, 2, 4, 4]);
});
