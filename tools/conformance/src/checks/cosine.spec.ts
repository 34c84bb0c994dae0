import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { cosineChecks } from './cosine.js';

it('lets the drop rate fall as the original does', async () => {
  const results = (await Promise.all(cosineChecks.map((check) => check.run(sharedFolder())))).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThan(0);
});
