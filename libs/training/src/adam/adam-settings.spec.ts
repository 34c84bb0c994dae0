import { expect, it } from 'vitest';
import { adamStep, PUBLISHED_ADAM } from './adam-settings.js';

it('folds the bias corrections into rate and epsilon', () => {
  const { rate, epsilon } = adamStep(PUBLISHED_ADAM, 1e-3, 3);
  const [m, v] = [0.02, 0.0007];
  const corrected = m / (1 - 0.9 ** 3) / (Math.sqrt(v / (1 - 0.999 ** 3)) + 1e-8);
  expect((rate * m) / (Math.sqrt(v) + epsilon)).toBeCloseTo(1e-3 * corrected, 15);
});

it('counts its steps from one', () => {
  expect(() => adamStep(PUBLISHED_ADAM, 1e-3, 0)).toThrow("Adam's step is 0");
});
