import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { arrived } from './example.js';

const text = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here', () => {
  expect(text('../README.md')).toContain(`\`\`\`ts\n${text('example.ts')}\`\`\``);
  expect(arrived).toMatchObject({ exitCode: 3, details: { bound: '>= 8' } });
});
