import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { kernels } from '../device.js';
import { trainChecks } from './train.js';

it('steps as the original does, three times', async () => {
  const results = (await Promise.all(trainChecks.map((check) => check.run(sharedFolder())))).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results).toHaveLength(16);
  expect(kernels().live()).toBe(0);
});
