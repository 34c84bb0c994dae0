import { expect, it } from 'vitest';
import { dropRate, maskAction } from './drop-rate.js';

const schedule = { end: 100, interval: 25, dropRate: 0.5 };

it('falls from its first value to zero and stays there', () => {
  const rates = [0, 25, 50, 100, 101].map((iteration) => dropRate(schedule, iteration));
  expect(rates[0]).toBe(0.5);
  expect(rates[2]).toBeCloseTo(0.25, 12);
  expect(rates.slice(3)).toEqual([0, 0]);
});

it('acts every interval before the end, settles at the end, and rests afterwards', () => {
  const actions = [0, 24, 25, 99, 100, 125].map((iteration) => maskAction(schedule, iteration));
  expect(actions).toEqual(['drop-and-grow', 'none', 'drop-and-grow', 'none', 'settle', 'none']);
});
