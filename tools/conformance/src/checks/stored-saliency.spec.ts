import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { storedSaliencyChecks } from './stored-saliency.js';

it('repeats thresholds, masks, unions and similarity from the stored saliencies', async () => {
  const results = (await Promise.all(storedSaliencyChecks.map((check) => check.run(sharedFolder())))).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(13);
});
