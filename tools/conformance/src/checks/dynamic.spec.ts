import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { dynamicChecks } from './dynamic.js';

it('drops and grows as published', async () => {
  const results = (await Promise.all(dynamicChecks.map((check) => check.run(sharedFolder())))).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThan(0);
});
