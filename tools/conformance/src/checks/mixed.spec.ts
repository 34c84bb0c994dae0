import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { mixedChecks } from './mixed.js';

it('keeps the masks and similarities of fp32 in mixed precision on the narrow golden net', async () => {
  const results = await mixedChecks[0]?.run(sharedFolder());
  expect(results?.length).toBeGreaterThan(0);
  expect(results?.filter(({ pass }) => !pass)).toEqual([]);
});
