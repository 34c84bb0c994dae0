import { expect, it } from 'vitest';
import { sharedFolder } from '../config.js';
import { similarityFixtureChecks } from './similarity-fixture.js';

it('repeats metrics, weights and masks of the similarity fixture', async () => {
  const results = (
    await Promise.all(similarityFixtureChecks.map((check) => check.run(sharedFolder())))
  ).flat();
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results).toHaveLength(7);
});
