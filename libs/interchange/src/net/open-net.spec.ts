import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { randomNet } from '../../test/random-net.js';
import { expectSameNet } from '../../test/same-net.js';
import { scratchFolder } from '../../test/scratch-folder.js';
import { writePth } from './export-pth.js';
import { openNet } from './open-net.js';
import { writeCheckpoint } from './write-checkpoint.js';

const inScratch = scratchFolder();
const PLAN: NetPlan = { widths: scaledWidths(1 / 64), tasks: [{ task: 'seg', classes: 2 }] };

it('opens a net by what its file begins with, whatever it is called', async () => {
  const net = randomNet(PLAN, { masked: true });
  await writePth(inScratch('a.bin'), 'net', net, PLAN);
  await writeCheckpoint(inScratch('b.bin'), net);
  for (const name of ['a.bin', 'b.bin']) {
    const opened = openNet(inScratch(name));
    expectSameNet(opened.state, net);
    opened.close();
  }
});

it('refuses what is neither', () => {
  for (const content of ['', 'P', 'hello', '\x80', 'cos\nsystem\n']) {
    writeFileSync(inScratch('odd'), content, 'latin1');
    expect(() => openNet(inScratch('odd'))).toThrow(InvalidDataError);
  }
  expect(() => openNet(inScratch('not-there'))).toThrow(NotFoundError);
});
