import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runFixture } from '../src/run-fixture.js';
import { similarityFixture } from '../src/similarity-fixture.js';
import { pictures } from './example.js';

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here', () => {
  expect(text('../README.md')).toContain('```ts\n' + text('example.ts') + '```');
  const files = pictures(similarityFixture(), runFixture());
  expect(Object.entries(files).map(([name, content]) => [name, content.length > 1000])).toEqual([
    ['report.html', true],
    ['bars.svg', true],
    ['bars.png', true],
  ]);
});
