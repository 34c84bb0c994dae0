import { describe, expect, it } from 'vitest';
import { ALL_CHECKS } from './all-checks.js';
import { sharedFolder } from './config.js';
import { kernels } from './device.js';

describe('golden values', () => {
  it.each(ALL_CHECKS.map((check) => [check.name, check] as const))(
    '%s',
    { timeout: 300_000 },
    async (_, check) => {
      const before = kernels().live();
      const results = await check.run(sharedFolder());
      expect(results.length).toBeGreaterThan(0);
      expect(results.filter(({ pass }) => !pass)).toEqual([]);
      expect(kernels().live()).toBe(before);
    },
  );
});
