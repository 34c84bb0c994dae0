import { expect, it } from 'vitest';
import { sharedFolder } from '../golden/shared-folder.js';
import { loaderChecks } from './loader.js';

it.each(loaderChecks)('repeats every fixed draw of the $name', async ({ run }) => {
  const results = await run(sharedFolder());
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThan(8);
});
