import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lines } from './example.js';

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here, and what it gives', () => {
  expect(text('../README.md')).toContain('```ts\n' + text('example.ts') + '```');
  for (const line of lines) expect(text('../README.md')).toContain(line);
});
