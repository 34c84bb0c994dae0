import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { densities, pruned } from './example.js';

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here', () => {
  expect(text('../README.md')).toContain('```ts\n' + text('example.ts') + '```');
  expect(pruned.solved).toMatchObject({ numToKeep: [5, 4], kept: 5, target: 5, shortfall: 0 });
  expect(densities.map((d) => Number(d.toFixed(3)))).toEqual([0.4, 1]);
});
