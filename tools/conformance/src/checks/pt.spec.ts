import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { kernels } from '../device.js';
import { ptChecks } from './pt.js';

it('prunes trained weights as the original does', async () => {
  const results = (await Promise.all(ptChecks.map((check) => check.run(sharedFolder())))).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results).toHaveLength(8);
  expect(kernels().live()).toBe(0);
});
