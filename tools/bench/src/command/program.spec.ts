import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchProgram } from './program.js';

const SIDE = `import { appendFileSync } from 'node:fs';
const [config, precision] = ['--config', '--precision'].map((flag) => process.argv[process.argv.indexOf(flag) + 1]);
appendFileSync(new URL('calls.txt', import.meta.url), config + ' ' + precision + '\\n');
console.log(JSON.stringify({ secondsPerBatch: [precision === 'fp32' ? 3 : 2], peakRssBytes: 2 ** 30, tensorflow: '2.21.0' }));
`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
  await writeFile(join(folder, 'side.mjs'), SIDE);
});

afterAll(() => rm(folder, { recursive: true }));

describe('similarity', () => {
  it('measures in turn, prints a table and writes everything to the file', async () => {
    const lines: string[] = [];
    const program = benchProgram(new AbortController().signal, {
      print: (line) => lines.push(line),
      say: () => undefined,
    });
    const json = join(folder, 'bench.json');
    const flags = [
      '--config',
      'nyuv2',
      '--only',
      'ours-fp32',
      '--rows',
      'none',
      '--rounds',
      '2',
      '--json',
      json,
    ];
    await program.parseAsync(['similarity', ...flags, '--ours', join(folder, 'side.mjs')], { from: 'user' });
    expect(await readFile(join(folder, 'calls.txt'), 'utf8')).toBe('nyuv2 fp32\nnyuv2 fp32\n');
    expect(lines).toContainEqual(expect.stringMatching(/^ours, fp32 +3\.00 +- +3\.00 - 3\.00 +1\.00/));
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      rounds: 2,
      configurations: {
        nyuv2: { measured: { 'ours-fp32': [{ round: 1 }, { round: 2, secondsPerBatch: [3] }] } },
      },
    });
  });
});
