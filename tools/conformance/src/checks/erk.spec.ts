import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { erkChecks } from './erk.js';

it('spreads a density over the layers as the original does', async () => {
  const results = (await Promise.all(erkChecks.map((check) => check.run(sharedFolder())))).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThan(0);
});
