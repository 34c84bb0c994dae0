import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { roundTrip } from './example.js';

const text = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here', async () => {
  expect(text('../README.md')).toContain(`\`\`\`ts\n${text('example.ts')}\`\`\``);
  const folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  expect([...(await roundTrip(join(folder, 'x.safetensors')))]).toEqual([1, 2, 3, 4]);
  rmSync(folder, { recursive: true });
});
