import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { report } from './example.js';

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here', () => {
  expect(text('../README.md')).toContain('```ts\n' + text('example.ts') + '```');
  expect(report.layers.map(({ name, kept }) => [name, kept])).toEqual([
    ['backbone.conv1', 4],
    ['head', 1],
    ['head', 1],
  ]);
});
