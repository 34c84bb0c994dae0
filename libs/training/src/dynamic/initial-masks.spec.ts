import { expect, it } from 'vitest';
import { keptCount } from '@metasparse/sparsity';
import { initialMasks, initiallyRemoved } from './initial-masks.js';

const layers = [
  { name: 'backbone.conv1', shape: [4, 3, 7, 7] as const, stream: 0 },
  { name: 'backbone.blocks.0.0.conv1', shape: [4, 4, 3, 3] as const, stream: 1 },
];

it('removes round((1 - d) n) weights at random, the same for the same seed', () => {
  const masks = initialMasks(layers, [0.5, 0.25], 1, 'correct');
  expect(masks.map((mask) => mask.length - keptCount(mask))).toEqual([294, 108]);
  expect(initialMasks(layers, [0.5, 0.25], 1, 'correct')).toEqual(masks);
  expect(initialMasks(layers, [0.5, 0.25], 2, 'correct')).not.toEqual(masks);
});

it('leaves the first layer whole as published (quirk 27)', () => {
  const [first, second] = initialMasks(layers, [0.5, 0.25], 1, 'reference');
  expect([first, second].map((mask) => (mask === undefined ? NaN : mask.length - keptCount(mask)))).toEqual([
    0, 108,
  ]);
});

it('rounds halves to even', () => {
  expect([initiallyRemoved(5, 0.5), initiallyRemoved(7, 0.5)]).toEqual([2, 4]);
});
