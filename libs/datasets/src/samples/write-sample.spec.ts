import { ConflictError, InvalidArgumentError } from '@metasparse/contracts';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder, type ScratchFolder } from '../../test/scratch-folder.js';
import { openDataset } from '../reader/open-dataset.js';
import { SAMPLES, sampleFolder, writeSample } from './write-sample.js';

let scratch: ScratchFolder;
beforeAll(async () => (scratch = await scratchFolder()));
afterAll(() => scratch.remove());

const TASKS = { carla: ['seg', 'depth'], hypersim: ['seg', 'sn', 'depth'] };

describe('writeSample', () => {
  it.each(SAMPLES)('writes %s, with licence and credit, as a dataset that can be read', async (name) => {
    const folder = join(scratch.path, 'deep', name);
    await writeSample(name, folder);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toMatch(/## Licence/);
    for (const split of ['train', 'test']) {
      const reader = await openDataset(folder, { split });
      expect(reader.tasks).toEqual(TASKS[name]);
      await reader.readRaw(0);
    }
  });

  it('takes an empty folder and leaves one alone that holds something', async () => {
    const empty = join(scratch.path, 'empty');
    await mkdir(empty);
    await writeSample('hypersim', empty);
    const before = await readdir(scratch.path);
    await expect(writeSample('hypersim', empty)).rejects.toBeInstanceOf(ConflictError);
    const file = await scratch.write('file.txt', 'mine');
    await expect(writeSample('hypersim', file)).rejects.toBeInstanceOf(ConflictError);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await readdir(scratch.path)).toEqual([...before, 'file.txt'].sort());
  });

  it('refuses other names', async () => {
    for (const name of ['nyuv2', '../src', '']) {
      await expect(writeSample(name, join(scratch.path, 'x'))).rejects.toBeInstanceOf(InvalidArgumentError);
    }
  });

  it('packs no file beyond 2 MB', async () => {
    for (const name of SAMPLES) {
      for (const path of await readdir(sampleFolder(name), { recursive: true })) {
        expect((await stat(join(sampleFolder(name), path))).size).toBeLessThan(2e6);
      }
    }
  });
});
