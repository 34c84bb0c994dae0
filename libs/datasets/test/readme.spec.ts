import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../', import.meta.url));
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const script = `${project}test/readme-example.${String(process.pid)}.mjs`;

/** The example runs as its reader would run it: on the built package. */
beforeAll(() => {
  execFileSync(process.execPath, [`${repository}node_modules/typescript/bin/tsc`, '-b', 'libs/datasets'], {
    cwd: repository,
  });
});

afterAll(() => {
  rmSync(script, { force: true });
});

it('runs the example of the README', () => {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(`${project}README.md`, 'utf8'))?.[1] ?? '';
  expect(example).toContain('createLoader');
  writeFileSync(script, example);
  const lines = execFileSync(process.execPath, [script], { encoding: 'utf8', env: {} }).trim().split('\n');
  const frame = 'img/0085.png img/0085.png 321 321';
  expect(lines).toEqual([`0 ${frame}`, `1 ${frame}`, `2 ${frame}`]);
});
