import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scene, sentence } from './example.js';

const text = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here, and what it prints', () => {
  expect(text('../README.md')).toContain('```ts\n' + text('example.ts') + '```');
  expect(text('../README.md')).toContain(`\`${sentence}\``);
  expect(scene.rgb).toHaveLength(60 * 80 * 3);
});
