import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { loaderChecks } from './loader.js';

it.each(loaderChecks)('repeats every fixed draw of the $name', async (check) => {
  const results = await check.run(sharedFolder());
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThan(8);
});
