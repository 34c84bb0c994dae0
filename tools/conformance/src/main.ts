import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ALL_CHECKS } from './all-checks.js';
import type { CheckResult } from './check.js';
import { sharedFolder } from './config.js';
import { resultTable } from './result-table.js';

const { values } = parseArgs({
  options: {
    shared: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const shared = resolve(values.shared ?? sharedFolder());
if (!existsSync(join(shared, 'golden'))) {
  process.stderr.write(`conformance: ${shared} has no folder golden; name one with --shared DIR\n`);
  process.exit(4);
}

const results: CheckResult[] = [];
for (const check of ALL_CHECKS.filter(({ name, file }) => `${name} ${file}`.includes(values.only ?? ''))) {
  process.stderr.write(`${check.name} (${check.file})\n`);
  try {
    results.push(...(await check.run(shared)));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    results.push({ check: check.name, worst: NaN, tolerance: 0, pass: false, detail });
  }
}
const failed = results.filter(({ pass }) => !pass).length;
process.stdout.write(values.json ? `${JSON.stringify(results, null, 1)}\n` : `${resultTable(results)}\n`);
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && results.length > 0 ? 0 : 1;
