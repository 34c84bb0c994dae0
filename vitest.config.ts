import { defineConfig } from 'vitest/config';

/** One runner over every project: the closing line adds up all tests. */
export default defineConfig({
  resolve: { conditions: ['@metasparse/source', 'node'] },
  ssr: { resolve: { conditions: ['@metasparse/source', 'node'] } },
  test: {
    include: [
      'libs/*/src/**/*.spec.ts',
      'libs/*/test/**/*.spec.ts',
      'tools/*/src/**/*.spec.ts',
      'tools/*/test/**/*.spec.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
