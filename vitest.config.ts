import { configDefaults, defineConfig } from 'vitest/config';

/** What needs more than `npm test` installs: a browser, or PyTorch. `.ci/run` runs them as parts of their own. */
const EXTRA = process.env['METASPARSE_TESTS'];
const include = (pattern: string): string[] =>
  ['libs', 'tools'].flatMap((root) => ['src', 'test'].map((folder) => `${root}/*/${folder}/**/${pattern}`));

/** One runner over every project: the closing line adds up all tests. */
export default defineConfig({
  resolve: { conditions: ['@metasparse/source', 'node'] },
  ssr: { resolve: { conditions: ['@metasparse/source', 'node'] } },
  test: {
    include: include(EXTRA === undefined ? '*.spec.ts' : `*.${EXTRA}.spec.ts`),
    exclude: [
      ...configDefaults.exclude,
      ...(EXTRA === undefined ? ['**/*.browser.spec.ts', '**/*.torch.spec.ts'] : []),
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
