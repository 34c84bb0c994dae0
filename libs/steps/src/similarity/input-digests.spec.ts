import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256File } from '@metasparse/artifacts';
import { openDataset, sampleFolder } from '@metasparse/datasets';
import { afterAll, describe, expect, it } from 'vitest';
import { dataDigest, inputDigests } from './input-digests.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-inputs-'));
cpSync(sampleFolder('hypersim'), folder, { recursive: true });
const settings = { seeds: [0, 1], batches: 2, batchSize: 1, split: 'train' };
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the digests of a run', () => {
  it('are of every file that its batches read, once each', async () => {
    const digests = await inputDigests(settings, await openDataset(folder, { split: 'train' }));
    expect(Object.keys(digests)).toEqual([
      'depth/0085.npy',
      'img/0085.png',
      'normal_mask/0085.png',
      'seg/0085.png',
    ]);
    expect(digests['img/0085.png']).toBe(await sha256File(join(folder, 'img/0085.png')));
  });

  it('change with the content of a file, not with the place of the folder', async () => {
    const original = await openDataset(sampleFolder('hypersim'), { split: 'train' });
    const copy = await openDataset(folder, { split: 'train' });
    const before = dataDigest(original, await inputDigests(settings, original));
    expect(dataDigest(copy, await inputDigests(settings, copy))).toBe(before);
    writeFileSync(join(folder, 'README.md'), 'not read by a run');
    writeFileSync(join(folder, 'depth/0085.npy'), 'other');
    expect(dataDigest(copy, await inputDigests(settings, copy))).not.toBe(before);
  });
});
