import { expect, it } from 'vitest';
import { seedsToExclude } from './surer-ways.js';

const rival = (margin: number, low: number) => ({ margin, marginInterval: [low, 1] as const });

it.each<[string, Parameters<typeof seedsToExclude>[0], number | null]>([
  // The lower half of the interval is 2 margins wide: 4 times the seeds.
  ['takes the seeds that halve the interval twice', [rival(1, -1)], 20],
  ['takes the rival that needs most', [rival(1, -1), rival(1, -2), rival(3, 1)], 45],
  ['needs none where every interval is above 0', [rival(0.1, 0.05)], null],
  ['names none for a rival that is as good', [rival(0, -0.1)], null],
  ['names none without an interval', [{ margin: 1, marginInterval: null }], null],
  ['names no absurd number', [rival(0.001, -1)], null],
  ['needs none without a rival', [], null],
])('%s', (_, rivals, wanted) => {
  expect(seedsToExclude(rivals, 5)).toBe(wanted);
});
