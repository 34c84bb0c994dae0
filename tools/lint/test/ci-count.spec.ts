import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const COUNT = fileURLToPath(new URL('../../../.ci/count.mjs', import.meta.url));

async function count(kind: string, text: string, code: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'metasparse-count-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'log');
  await writeFile(file, text);
  return execFileSync(process.execPath, [COUNT, kind, file, String(code)], { encoding: 'utf8' }).trim();
}

const report = (results: object[], skipped = 0) =>
  JSON.stringify({
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: results,
  });

test('tests are counted from the report; files that do not load and skipped tests are failures', async () => {
  const failedFile = { status: 'failed', assertionResults: [] };
  expect(await count('vitest', report([]), 1)).toBe('7 1');
  expect(await count('vitest', report([failedFile], 2), 1)).toBe('7 4');
  expect(await count('vitest', '', 1)).toBe('0 1');
});

test('each checker is counted by its own closing line', async () => {
  expect(await count('eslint', '', 0)).toBe('1 0');
  expect(await count('eslint', '✖ 3 problems (3 errors, 0 warnings)', 1)).toBe('0 3');
  expect(await count('prettier', 'All matched files use Prettier code style!', 0)).toBe('1 0');
  expect(
    await count('prettier', '[warn] a.ts\n[warn] b.ts\n[warn] Code style issues found in 2 files.', 1),
  ).toBe('0 2');
  expect(await count('tsc', 'a.ts(1,1): error TS2322: no', 2)).toBe('0 1');
  expect(await count('conformance', 'weights ok\n12 passed, 1 failed\n', 1)).toBe('12 1');
});

test('a runner that ends badly without saying what failed is one failure', async () => {
  expect(await count('eslint', 'Oops! Something went wrong!', 2)).toBe('0 1');
  expect(await count('conformance', '12 passed, 0 failed', 1)).toBe('12 1');
  expect(await count('conformance', 'no closing line', 0)).toBe('0 1');
  expect(await count('command', '', 3)).toBe('0 1');
});
