import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scaledWidths } from '@metasparse/scenenet';
import { writePth } from '@metasparse/interchange';
import { convert } from './example.js';
import { randomNet } from './random-net.js';
import { scratchFolder } from './scratch-folder.js';

const inScratch = scratchFolder();
const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('shows in the README the example that runs here', async () => {
  expect(text('../README.md')).toContain('```ts\n' + text('example.ts') + '```');
  const plan = {
    widths: scaledWidths(1 / 64),
    tasks: [
      { task: 'seg', classes: 40 },
      { task: 'sn', classes: 3 },
    ],
  } as const;
  await writePth(inScratch('pruned.pth'), 'net', randomNet(plan, { masked: true }), plan, {
    dataParallel: true,
  });
  mkdirSync(inScratch('out'));
  expect(await convert(inScratch('pruned.pth'), inScratch('out'))).toEqual([
    'seg: 40 classes',
    'sn: 3 classes',
    'The prefix "module." was taken off every name.',
    '60 weights have a mask.',
  ]);
  expect(readdirSync(inScratch('out')).sort()).toEqual(['dense.pth', 'net.onnx', 'net.safetensors']);
});
